using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Hal.Analyzers.Flow.Batches;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.Graph;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Summaries;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow;

/// <summary>
/// Follows every path of one method: runs blocks on states until nothing changes, sends what happens to the rules, and settles at the end
/// what leaked.
/// </summary>
internal sealed class MethodFlow : IFlowHost
{
    // A method of 10,000 statements stays far below; beyond it the engine is silent rather than slow.
    private const int MostRunsPerBlock = 64;
    private const int MostRuns = 400_000;

    private readonly MethodContext _context;
    private readonly ControlFlowGraph _graph;
    private readonly IOperation _root;
    private readonly ImmutableArray<FlowListener> _rules;
    private readonly MethodShape _shape;
    private readonly OperationEvaluator _evaluator;
    private readonly RepeatedConditions _repeated;
    private readonly Sentinels _sentinels;
    private readonly TableOpenings _openings;
    private readonly LoopAging _aging;
    private readonly ChoicePoints _choosing;
    private readonly Dictionary<IMethodSymbol, MethodSummary> _local;
    private readonly ContinuationTable _continuations = new();
    private readonly Dictionary<(BasicBlock Block, Continuation? Continuation), FlowNode> _blocks = new();
    private readonly Dictionary<(ControlFlowRegion Region, ThrowInfo Thrown, Continuation? Continuation), FlowNode> _unwinds = new();
    private readonly Dictionary<FlowNode, NodeReport> _reports = new();
    private readonly SortedSet<FlowNode> _queue = new(NodeOrder.Instance);
    private readonly CancellationToken _cancellation;
    private FlowNode _node = null!;
    private NodeReport _report = null!;
    private int _runs;

    private MethodFlow(
        FlowServices services,
        ISymbol method,
        ControlFlowGraph graph,
        ImmutableArray<FlowListener> rules,
        Dictionary<IMethodSymbol, MethodSummary>? around,
        bool summarize,
        CancellationToken cancellation)
    {
        _context = new MethodContext(services, method, summarize);
        _local = around ?? new Dictionary<IMethodSymbol, MethodSummary>(SymbolEqualityComparer.Default);
        _graph = graph;
        _root = graph.OriginalOperation;
        _rules = rules;
        _cancellation = cancellation;
        _shape = new MethodShape(_root);
        _openings = new TableOpenings(services, _root);
        _evaluator = new OperationEvaluator(_context, _shape, _openings, AssignedCaptures.Of(graph), this);
        _repeated = new RepeatedConditions(graph, _context.Variables, services.Known);
        _sentinels = new Sentinels(graph, _context.Variables, _context.Values);
        _aging = new LoopAging(_context);
        _choosing = new ChoicePoints(method => SummaryOf(method, isExact: false));
    }

    /// <summary>Analyses one method, accessor, constructor or initialiser.</summary>
    /// <exception cref="BudgetExceededException">It is larger than the engine's bounds.</exception>
    public static FlowResult Analyze(
        FlowServices services, ISymbol method, ControlFlowGraph graph, ImmutableArray<FlowListener> rules, CancellationToken cancellation) =>
        new MethodFlow(services, method, graph, rules, around: null, summarize: false, cancellation).Run();

    /// <summary>Infers what a method does for its callers.</summary>
    /// <exception cref="BudgetExceededException">It is larger than the engine's bounds.</exception>
    public static MethodSummary Summarize(FlowServices services, ISymbol method, ControlFlowGraph graph, CancellationToken cancellation) =>
        Summarize(services, method, graph, around: null, cancellation);

    private static MethodSummary Summarize(
        FlowServices services, ISymbol method, ControlFlowGraph graph, Dictionary<IMethodSymbol, MethodSummary>? around, CancellationToken cancellation)
    {
        var recorder = new SummaryRecorder();
        var flow = new MethodFlow(services, method, graph, ImmutableArray.Create<FlowListener>(recorder), around, summarize: true, cancellation);
        flow.Run();
        return SummaryBuilder.Build(flow._reports.Values.SelectMany(report => report.Paths), recorder, flow._context);
    }

    MethodSummary? IFlowHost.SummaryOf(IMethodSymbol method, bool isExact) => SummaryOf(method, isExact);

    void IFlowHost.MayThrow(FlowState state, ThrowInfo thrown, IOperation operation)
    {
        ControlFlowRegion region = _node.Block!.EnclosingRegion;
        if (!HasHandler(region))
        {
            EndByException(state, thrown, operation, _node.Continuation);
            return;
        }

        FlowState unwinding = state.Copy();
        unwinding.Thrower = operation;
        Unwind(unwinding, region, thrown, _node.Continuation, operation);
    }

    void IFlowHost.Lost(FlowState state, Token token, TokenFact fact, IOperation operation)
    {
        if (IsReportable(state))
        {
            Record(state, token, fact, new PathEnd(PathEndKind.Lost, operation.Syntax, state.Trail));
        }
    }

    void IFlowHost.Handle(AcquiredEvent acquired) => Report(acquired.State, rule => rule.OnAcquired(acquired), alone: false);

    void IFlowHost.Handle(CalleeShareEvent shared) => Report(shared.State, rule => rule.OnCalleeShared(shared), alone: false);

    void IFlowHost.Handle(DiscardedEvent discarded) => Report(discarded.State, rule => rule.OnDiscarded(discarded), alone: false);

    bool IFlowHost.Handle(ReleasedEvent released)
    {
        Report(released.State, rule => rule.OnReleasing(released), alone: false);
        return Report(released.State, rule => rule.OnReleased(released), alone: true);
    }

    void IFlowHost.Handle(StatusIgnoredEvent ignored) => Report(ignored.State, rule => rule.OnStatusIgnored(ignored), alone: false);

    void IFlowHost.Handle(AccessEvent access) => Report(access.State, rule => rule.OnAccessed(access), alone: false);

    void IFlowHost.Handle(AddressUseEvent use) => Report(use.State, rule => rule.OnAddressUsed(use), alone: false);

    void IFlowHost.Handle(MemoryEndedEvent ended) => Report(ended.State, rule => rule.OnMemoryEnded(ended), alone: false);

    void IFlowHost.Handle(MappedEvent mapped) => Report(mapped.State, rule => rule.OnMapped(mapped), alone: false);

    private MethodSummary? SummaryOf(IMethodSymbol method, bool isExact)
    {
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return LocalSummaryOf(method.OriginalDefinition);
        }

        return (isExact ? _context.Services.Bodies.HasBody(method) : _context.Services.Bodies.IsKnown(method)) ? _context.Services.Summaries.Get(method, _cancellation) : null;
    }

    /// <summary>A local function is looked into by the method that has it, for that and for all its local functions: they share its variables.</summary>
    private MethodSummary? LocalSummaryOf(IMethodSymbol function)
    {
        if (!IsInScope(function))
        {
            return null;
        }

        if (!_local.TryGetValue(function, out MethodSummary? summary))
        {
            // A function that calls itself finds this entry, and is unknown to itself.
            _local[function] = MethodSummary.Unknown;
            try
            {
                summary = Summarize(_context.Services, function, _graph.GetLocalFunctionControlFlowGraphInScope(function, _cancellation), _local, _cancellation);
            }
            catch (BudgetExceededException)
            {
                summary = MethodSummary.Unknown;
            }

            _local[function] = summary;
        }

        return summary;
    }

    /// <summary>Whether a local function is one of this method or of one around it.</summary>
    private bool IsInScope(IMethodSymbol function)
    {
        for (ControlFlowGraph? graph = _graph; graph is not null; graph = graph.Parent)
        {
            if (graph.LocalFunctions.Contains(function))
            {
                return true;
            }
        }

        return false;
    }

    private FlowResult Run()
    {
        var entry = new FlowState(_context.Values.EntryEpoch);
        if (_context.Method is IMethodSymbol method)
        {
            foreach (IParameterSymbol parameter in method.Parameters)
            {
                entry.SetVariable(_context.Variables.IndexOf(parameter), EntryOf(parameter, entry));
            }
        }

        Add(NodeOf(_graph.Blocks[0], null), entry);
        RunToTheEnd();

        // A join that learnt of a new input after it was used: what was computed from it may have missed a token.
        for (int version = -1, round = 0; version != _context.JoinInputs.Version && round < 4; round++)
        {
            version = _context.JoinInputs.Version;
            foreach (FlowNode node in _blocks.Values.Concat(_unwinds.Values))
            {
                Enqueue(node);
            }

            RunToTheEnd();
        }

        bool isExact = !_context.JoinInputs.HasAny && _blocks.Values.Concat(_unwinds.Values).All(node => node.IsExact);
        return new FlowResult(Findings(), _evaluator.OperationCount, isExact);
    }

    /// <summary>What a parameter holds at first: a duty, where an attribute says so.</summary>
    private Value EntryOf(IParameterSymbol parameter, FlowState entry)
    {
        Value given = _context.Values.Parameter(parameter);
        if (_context.Entries is { } entries)
        {
            return entries.Open(given, parameter.Type, entry);
        }

        return Duties.Begin(_context, parameter, entry) ?? given;
    }

    private void RunToTheEnd()
    {
        while (_queue.Count > 0)
        {
            _cancellation.ThrowIfCancellationRequested();
            FlowNode node = _queue.Min!;
            _queue.Remove(node);
            node.IsQueued = false;
            if (++_runs > MostRuns || ++node.Runs > MostRunsPerBlock * FlowNode.MostStates)
            {
                throw new BudgetExceededException();
            }

            _node = node;
            _reports[node] = _report = new NodeReport();
            foreach (FlowState state in node.States.ToArray())
            {
                if (node.Block is { } block)
                {
                    RunBlock(node, block, state.Copy());
                }
                else
                {
                    LeaveRegion(node, state.Copy());
                }
            }
        }
    }

    private void RunBlock(FlowNode node, BasicBlock block, FlowState state)
    {
        var states = new List<FlowState> { state };
        foreach (IOperation operation in block.Operations)
        {
            states = RunOnAll(node, states, operation, _evaluator.Run);
        }

        if (block.ConditionKind != ControlFlowConditionKind.None && block.BranchValue is { } condition)
        {
            Value? value = null;
            RunOnAll(node, states, condition, operation => value = _evaluator.Condition(operation), ended => Branch(block, ended, condition, value!));
            return;
        }

        if (block.FallThroughSuccessor is not { } branch)
        {
            return;
        }

        if (block.BranchValue is not { } result)
        {
            foreach (FlowState ended in states)
            {
                Follow(block, branch, ended);
            }

            return;
        }

        bool isThrow = branch.Semantics == ControlFlowBranchSemantics.Throw;
        RunOnAll(
            node,
            states,
            result,
            operation =>
            {
                Value value = isThrow ? _evaluator.Condition(operation) : _evaluator.Return(operation);
                _evaluator.State.SetVariable(_context.Variables.IndexOf(ReturnValue.Instance), value);
            },
            ended => Follow(block, branch, ended));
    }

    /// <summary>Runs an operation on each state, once for each way through the calls in it.</summary>
    private List<FlowState> RunOnAll(FlowNode node, List<FlowState> states, IOperation operation, Action<IOperation> run, Action<FlowState>? then = null)
    {
        bool mayChoose = _choosing.MayChoose(operation);
        var ended = new List<FlowState>();
        foreach (FlowState state in states)
        {
            _evaluator.Choices.Reset();
            do
            {
                FlowState own = mayChoose ? state.Copy() : state;
                _evaluator.Begin(own, node.Block!.Ordinal);
                run(operation);
                if (_evaluator.HasEnded)
                {
                    continue;
                }

                if (then is null)
                {
                    ended.Add(own);
                }
                else
                {
                    then(own);
                }
            }
            while (_evaluator.Choices.Advance());
        }

        return ended.Count <= FlowNode.MostStates ? ended : Join(node, ended);
    }

    /// <summary>Too many states in the middle of a block are joined as at its start.</summary>
    private List<FlowState> Join(FlowNode node, List<FlowState> states)
    {
        var together = new FlowNode(node.Block, null, null, node.Continuation, node.Order, -1);
        foreach (FlowState state in states)
        {
            together.Add(state, (candidate, precision) => KeyOf(candidate, precision, node.Order), (present, arriving) => Join(present, arriving, node.Order));
        }

        return together.States.ToList();
    }

    private FlowState Join(FlowState present, FlowState arriving, int block) =>
        present.Join(arriving, block, _context.Values, _context.Known, _context.Variables, _context.JoinInputs);

    private void Branch(BasicBlock block, FlowState state, IOperation condition, Value value)
    {
        _openings.Note(state, condition.Syntax);
        bool whenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        FlowState taken = state.Copy();
        if (block.ConditionalSuccessor is { } conditional && Assume(taken, condition, value, whenTrue, block.Ordinal))
        {
            Follow(block, conditional, taken);
        }

        if (block.FallThroughSuccessor is { } fallThrough && Assume(state, condition, value, !whenTrue, block.Ordinal))
        {
            Follow(block, fallThrough, state);
        }
    }

    private bool Assume(FlowState state, IOperation condition, Value value, bool outcome, int block)
    {
        state.Doubtful |= _sentinels.IsMistaken(state, condition, outcome) && !value.IsConstant(out bool _);
        if (!_context.Conditions.Assume(state, value, outcome, block))
        {
            return false;
        }

        _repeated.Note(state, condition, outcome);
        if (!condition.IsImplicit && !value.IsConstant(out bool _))
        {
            state.Trail = _context.Decisions.Add(state.Trail, condition, outcome);
        }

        return true;
    }

    /// <summary>Takes a branch: through the finally blocks on it, to its destination.</summary>
    private void Follow(BasicBlock block, ControlFlowBranch branch, FlowState state)
    {
        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return:
                EnterFinally(branch, 0, state, _node.Continuation);
                break;
            case ControlFlowBranchSemantics.Throw:
                ITypeSymbol? thrown = Unconverted(block.BranchValue)?.Type;
                Unwind(state, block.EnclosingRegion, _context.Services.Throws.Statement(thrown), _node.Continuation, block.BranchValue);
                break;
            case ControlFlowBranchSemantics.Rethrow:
                Unwind(state, block.EnclosingRegion, ThrownAgain(state, block.EnclosingRegion), _node.Continuation, null);
                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                Resume(block.EnclosingRegion, state);
                break;
        }
    }

    private static IOperation? Unconverted(IOperation? operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    /// <summary>What <c>throw;</c> throws: the exception that entered the handler, where that is known, or any that the handler takes.</summary>
    private ThrowInfo ThrownAgain(FlowState state, ControlFlowRegion? region)
    {
        for (; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            if (state.Caught.TryGetValue(region, out ThrowInfo? caught))
            {
                return caught with { IsThrownAgain = true };
            }

            if (region.Kind == ControlFlowRegionKind.Catch)
            {
                return _context.Services.Throws.Statement(region.ExceptionType is { SpecialType: not SpecialType.System_Object } type ? type : null);
            }
        }

        return _context.Services.Throws.Statement(null);
    }

    private void EnterFinally(ControlFlowBranch branch, int index, FlowState state, Continuation? continuation)
    {
        if (index < branch.FinallyRegions.Length)
        {
            Add(
                NodeOf(_graph.Blocks[branch.FinallyRegions[index].FirstBlockOrdinal], _continuations.Of(continuation, branch, index + 1)),
                state);
            return;
        }

        Arrive(branch, state, continuation);
    }

    /// <summary>The end of a finally block: goes on with the branch or the exception that entered it.</summary>
    private void Resume(ControlFlowRegion region, FlowState state)
    {
        for (ControlFlowRegion? enclosing = region; enclosing is { Kind: not ControlFlowRegionKind.Root }; enclosing = enclosing.EnclosingRegion)
        {
            if (enclosing.Kind == ControlFlowRegionKind.Filter)
            {
                return; // the filter said no: the search for a handler went on when the exception was thrown
            }

            if (enclosing.Kind == ControlFlowRegionKind.Finally)
            {
                break;
            }
        }

        if (_node.Continuation is not { } continuation)
        {
            return;
        }

        if (continuation.Branch is { } branch)
        {
            EnterFinally(branch, continuation.NextFinally, state, continuation.Outer);
        }
        else
        {
            Unwind(state, continuation.LeftRegion!.EnclosingRegion, continuation.Thrown!, continuation.Outer, null);
        }
    }

    private void Arrive(ControlFlowBranch branch, FlowState state, Continuation? continuation)
    {
        IOperation? place = branch.Source.BranchValue ?? branch.Source.Operations.LastOrDefault();
        if (branch.Destination is not { } target)
        {
            return;
        }

        if (target.Kind == BasicBlockKind.Exit)
        {
            EndByReturn(branch, state, continuation);
            return;
        }

        _evaluator.Begin(state, branch.Source.Ordinal);
        foreach (ControlFlowRegion region in branch.LeavingRegions)
        {
            LeaveScope(region, state, place ?? _root);
        }

        if (target.Ordinal <= branch.Source.Ordinal)
        {
            int last = branch.Source.Ordinal;
            foreach (ControlFlowRegion region in branch.FinallyRegions)
            {
                last = Math.Max(last, region.LastBlockOrdinal);
            }

            _aging.Age(state, target.Ordinal, last, _evaluator.Tokens);
        }

        if (IsReportable(state, continuation))
        {
            _evaluator.Tokens.EndStatement(place ?? _root);
        }

        Add(NodeOf(target, continuation), state);
    }

    private void LeaveScope(ControlFlowRegion region, FlowState state, IOperation place)
    {
        foreach (ILocalSymbol local in region.Locals)
        {
            if (local.IsFixed && state.HasTokens && _context.Variables.TryGetIndex(local, out int pinned) && state.GetVariable(pinned) is { } pointer)
            {
                _evaluator.EndMemory(pointer, MemoryEnd.FixedEnds, place);
            }

            Leave(local);
        }

        foreach (CaptureId capture in region.CaptureIds)
        {
            Leave(capture);
        }

        void Leave(object variable)
        {
            if (_context.Variables.TryGetIndex(variable, out int index) && state.GetVariable(index) is { } value)
            {
                state.SetVariable(index, null);
                _evaluator.Tokens.Drop(value);
            }
        }
    }

    /// <summary>An exception leaves a region: to the handlers of the innermost try around it, or out of the method.</summary>
    private void Unwind(FlowState state, ControlFlowRegion? region, ThrowInfo thrown, Continuation? continuation, IOperation? operation)
    {
        for (; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Finally)
            {
                // The exception replaces whatever the finally block would have gone on with.
                continuation = continuation?.Outer;
            }
            else if (region.Kind == ControlFlowRegionKind.Try)
            {
                Add(UnwindOf(region, thrown, continuation), state);
                return;
            }
        }

        EndByException(state, thrown, operation, continuation);
    }

    private void LeaveRegion(FlowNode node, FlowState state)
    {
        ControlFlowRegion guarded = node.Unwound!;
        ControlFlowRegion whole = guarded.EnclosingRegion!;
        ThrowInfo thrown = node.Thrown!;
        foreach (ControlFlowRegion handler in whole.NestedRegions)
        {
            switch (handler.Kind)
            {
                case ControlFlowRegionKind.Finally:
                    Add(NodeOf(_graph.Blocks[handler.FirstBlockOrdinal], _continuations.Of(node.Continuation, whole, thrown)), state);
                    return;
                case ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler:
                    CatchMatch match = _context.Services.Throws.Match(thrown, handler.ExceptionType);
                    if (match == CatchMatch.Never)
                    {
                        continue;
                    }

                    FlowState handling = state.Copy();
                    handling.Caught = handling.Caught.SetItem(handler, match == CatchMatch.Maybe ? thrown.TakenBy(handler.ExceptionType!) : thrown);
                    Add(NodeOf(_graph.Blocks[handler.FirstBlockOrdinal], node.Continuation), handling);
                    if (handler.Kind != ControlFlowRegionKind.Catch)
                    {
                        break; // a filter may say no
                    }

                    if (match == CatchMatch.Always)
                    {
                        return;
                    }

                    thrown = thrown.PassedBy(handler.ExceptionType!);
                    break;
            }
        }

        Unwind(state, whole.EnclosingRegion, thrown, node.Continuation, null);
    }

    private static bool HasHandler(ControlFlowRegion? region)
    {
        for (; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Try)
            {
                return true;
            }
        }

        return false;
    }

    private void EndByReturn(ControlFlowBranch branch, FlowState state, Continuation? continuation)
    {
        if (!IsReportable(state, continuation))
        {
            return;
        }

        EndFrame(branch, state);
        _evaluator.CompleteConstruction();
        SyntaxNode place = ExitPlace.Of(branch.Source, state.Trail, _root);
        Value? returned = branch.Source.BranchValue is null ? null : state.GetVariable(_context.Variables.IndexOf(ReturnValue.Instance));
        RecordPath(state, PathExit.Return, null, returned);
        var end = new PathEnd(ReturnValue.KindOf(returned, state.Facts), place, state.Trail);
        RecordAll(state, end);
        if (_context.Entries is null)
        {
            RecordKept(state, end);
        }
    }

    /// <summary>What was put into a field stays there if no member of the type releases it; what was put into a local table is gone with it.</summary>
    private void RecordKept(FlowState state, PathEnd end) =>
        state.ForEachToken((index, fact) =>
        {
            if (fact is not { Status: TokenStatus.Escaped, IsElsewhere: false, Keeper: { } keeper })
            {
                return;
            }

            if (keeper is { Member: ILocalSymbol table, Earlier: null })
            {
                if (_openings.IsLost(state, table, _context.Tokens[index].Older is not null, out Bound? missed))
                {
                    string? element = missed is null ? null : $"{table.Name}[{missed}]";
                    Record(state, _context.Tokens[index], fact, new PathEnd(end.Kind, end.Place, end.Trail) { Element = element });
                }
            }
            else if (end.Kind != PathEndKind.Throw &&
                _context.Services.Releases.IsForgotten(keeper, _context.Tokens[index].IsShare, _cancellation))
            {
                SyntaxNode place = keeper.Member.DeclaringSyntaxReferences[0].GetSyntax(_cancellation);
                Record(state, _context.Tokens[index], fact, new PathEnd(PathEndKind.Kept, place, null) { Keeper = keeper.Member });
            }
        });

    /// <summary>The stack goes, and with it the memory of shares that somebody else now has to end.</summary>
    private void EndFrame(ControlFlowBranch branch, FlowState state)
    {
        _evaluator.Begin(state, branch.Source.Ordinal);
        state.ForEachToken((index, fact) =>
        {
            if (fact is { Status: TokenStatus.Escaped, Buffer: { } buffer } && _context.Tokens[index] is { IsShare: true, Site: { } site })
            {
                Value pointer = _context.Values.PointerOf(buffer);
                if (MemoryRange.IsStack(MemoryRange.Root(_context.Values, pointer)))
                {
                    _evaluator.EndMemory(pointer, MemoryEnd.FrameEnds, site);
                }
            }
        });
    }

    private void EndByException(FlowState state, ThrowInfo thrown, IOperation? operation, Continuation? continuation)
    {
        RecordPath(state, thrown.IsImplicit ? PathExit.Unwind : PathExit.Throw, thrown, null);
        if (thrown.IsImplicit)
        {
            if ((operation ?? state.Thrower) is { } thrower)
            {
                NoteExceptionLeaks(state, thrower);
            }

            return;
        }

        if (IsReportable(state, continuation))
        {
            var end = new PathEnd(PathEndKind.Throw, operation?.Syntax ?? ExitPlace.Of(_node.Block, state.Trail, _root), state.Trail);
            RecordAll(state, end);
            if (_context.Entries is null)
            {
                RecordKept(state, end);
            }
        }
    }

    private void NoteExceptionLeaks(FlowState state, IOperation operation)
    {
        if (state.Doubtful)
        {
            return;
        }

        state.ForEachToken((index, fact) =>
        {
            if (fact is not { Status: TokenStatus.Held, MayHaveFailed: false })
            {
                return;
            }

            var leak = new ExceptionLeakEvent(_context, state, operation, _context.Tokens[index]);
            foreach (FlowListener rule in _rules)
            {
                if (rule.OnExceptionLeak(leak) is { } finding)
                {
                    _report.Findings.Add((finding, rule.Precedence, false));
                }
            }
        });
    }

    private void RecordPath(FlowState state, PathExit exit, ThrowInfo? thrown, Value? returned)
    {
        if (_context.Entries is not null && !state.Doubtful)
        {
            _report.Paths.Add(PathRecorder.Record(_context, state, exit, thrown, returned));
        }
    }

    private void RecordAll(FlowState state, PathEnd end) =>
        state.ForEachToken((index, fact) =>
        {
            if (fact.Status is TokenStatus.Held or TokenStatus.Lent || fact is { Status: TokenStatus.Released, LentAt: not null })
            {
                Record(state, _context.Tokens[index], fact, end);
            }
        });

    private void Record(FlowState state, Token token, TokenFact fact, PathEnd end) =>
        _report.Exits.Add(new ExitRecord(token, fact, end, ReturnValue.OutcomeOf(fact, state.Facts)));

    private bool IsReportable(FlowState state) => IsReportable(state, _node.Continuation);

    private static bool IsReportable(FlowState state, Continuation? continuation) =>
        !state.Doubtful && continuation is not { IsUnwindingImplicitly: true };

    private bool Report(FlowState state, Func<FlowListener, Finding?> ask, bool alone)
    {
        if (!IsReportable(state))
        {
            return false;
        }

        bool any = false;
        foreach (FlowListener rule in _rules)
        {
            if (ask(rule) is { } finding)
            {
                _report.Findings.Add((finding, rule.Precedence, alone));
                any = true;
                if (alone)
                {
                    break;
                }
            }
        }

        return any;
    }

    /// <summary>What all nodes reported, one finding for one defect, in the order of the source.</summary>
    private ImmutableArray<Finding> Findings()
    {
        var all = _reports.Values.SelectMany(report => report.Findings).ToList();
        var leakedTokens = new HashSet<Token>();
        foreach ((Token token, List<PathEnd> ends) in LeakResolution.Resolve(_reports.Values.SelectMany(report => report.Exits).ToList(), _context.Services.TakeBacks, _cancellation))
        {
            var leaked = new LeakedEvent(token, ends);
            leakedTokens.Add(token);
            foreach (FlowListener rule in _rules)
            {
                if (rule.OnLeaked(leaked) is { } finding)
                {
                    all.Add((finding, rule.Precedence, false));
                }
            }
        }

        return all
            .Where(entry => entry.Finding.FollowsFrom is not { } cause || !leakedTokens.Contains(cause.Origin))
            .GroupBy(entry => (entry.Finding.Site, Id: entry.Alone ? string.Empty : entry.Finding.Descriptor.Id))
            .Select(same => same.OrderByDescending(entry => entry.Precedence).ThenBy(entry => entry.Finding.Place.SpanStart).First().Finding)
            .OrderBy(finding => finding.Place.SpanStart)
            .ThenBy(finding => finding.Descriptor.Id, StringComparer.Ordinal)
            .ToImmutableArray();
    }

    private void Add(FlowNode node, FlowState state)
    {
        int block = node.Order;
        if (node.Add(state, (candidate, precision) => KeyOf(candidate, precision, block), (present, arriving) => Join(present, arriving, block)))
        {
            Enqueue(node);
        }
    }

    private ulong KeyOf(FlowState candidate, Precision precision, int block) => precision switch
    {
        Precision.Outcomes => candidate.TokenHash ^ candidate.DetailHash ^ MovedHashOf(candidate, block) ^ (_repeated.KeyOf(candidate, block) * 0x9E3779B97F4A7C15) ^ (candidate.Doubtful ? 1UL : 0UL),
        Precision.Tokens => candidate.TokenHash,
        Precision.HeldTokens => candidate.EndedTokenHash,
        _ => 0,
    };

    /// <summary>An address that a loop moves on is another in each turn: it is kept apart within one only.</summary>
    private ulong MovedHashOf(FlowState candidate, int block) =>
        _graph.Blocks[block].Predecessors.Any(branch => branch.Source.Ordinal >= block) ? 0 : candidate.MovedHash;

    private void Enqueue(FlowNode node)
    {
        if (!node.IsQueued)
        {
            node.IsQueued = true;
            _queue.Add(node);
        }
    }

    private FlowNode NodeOf(BasicBlock block, Continuation? continuation)
    {
        if (!_blocks.TryGetValue((block, continuation), out FlowNode? node))
        {
            node = new FlowNode(block, null, null, continuation, block.Ordinal, _blocks.Count + _unwinds.Count);
            _blocks.Add((block, continuation), node);
        }

        return node;
    }

    private FlowNode UnwindOf(ControlFlowRegion region, ThrowInfo thrown, Continuation? continuation)
    {
        if (!_unwinds.TryGetValue((region, thrown, continuation), out FlowNode? node))
        {
            node = new FlowNode(null, region, thrown, continuation, region.LastBlockOrdinal, _blocks.Count + _unwinds.Count);
            _unwinds.Add((region, thrown, continuation), node);
        }

        return node;
    }

    /// <summary>What one run of a node had to say; replaced when the node runs again.</summary>
    private sealed class NodeReport
    {
        public List<(Finding Finding, int Precedence, bool Alone)> Findings { get; } = new();

        public List<ExitRecord> Exits { get; } = new();

        public List<PathSummary> Paths { get; } = new();
    }

    /// <summary>Blocks in the order of the source, so that a block runs when most of what reaches it has arrived.</summary>
    private sealed class NodeOrder : IComparer<FlowNode>
    {
        public static readonly NodeOrder Instance = new();

        public int Compare(FlowNode? x, FlowNode? y) => x!.Order != y!.Order ? x.Order.CompareTo(y.Order) : x.Id.CompareTo(y.Id);
    }
}
