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

namespace Hal.Analyzers.Flow;

/// <summary>
/// Follows every path of one method: runs blocks on states until nothing changes, sends what happens to the rules, and settles at the end
/// what leaked. This file is the run; where control goes, how paths end and what joins have their own.
/// </summary>
internal sealed partial class MethodFlow : IFlowHost
{
    // A method of 10,000 statements stays far below; beyond it the engine is silent rather than slow.
    private const int MostRunsPerBlock = 64;
    private const int RunsToSettle = MostRunsPerBlock * FlowNode.MostStates / 4;
    private const int MostRuns = 400_000;

    private readonly MethodContext _context;
    private readonly ControlFlowGraph _graph;
    private readonly IOperation _root;
    private readonly ImmutableArray<FlowListener> _rules;
    private readonly MethodShape _shape;
    private readonly OperationEvaluator _evaluator;
    private readonly RepeatedConditions _repeated;
    private readonly ReleaseArguments _releaseArguments;
    private readonly Sentinels _sentinels;
    private readonly TableOpenings _openings;
    private readonly ImmutableArray<IOperation> _before;
    private readonly LoopAging _aging;
    private readonly LoopBounds _bounds;
    private readonly ChoicePoints _choosing;
    private readonly MixedConventions _mixed;
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
        _context = new MethodContext(services, method, graph.OriginalOperation, summarize);
        _local = around ?? new Dictionary<IMethodSymbol, MethodSummary>(SymbolEqualityComparer.Default);
        _graph = graph;
        _root = graph.OriginalOperation;
        _rules = rules;
        _cancellation = cancellation;
        _shape = new MethodShape(_root);
        _openings = new TableOpenings(services, _root);
        _before = method is IMethodSymbol { MethodKind: MethodKind.Constructor, IsStatic: false } constructor && graph.Parent is null &&
            services.Bodies.HasBody(constructor) && services.Bodies.Get(constructor, cancellation) is { } body
                ? body.Before
                : ImmutableArray<IOperation>.Empty;
        _evaluator = new OperationEvaluator(_context, _shape, _openings, AssignedCaptures.Of(graph), this);
        _repeated = new RepeatedConditions(graph, _context.Variables, services.Known);
        _releaseArguments = new ReleaseArguments(_root, services.HalCalls, _context.Variables);
        _sentinels = new Sentinels(graph, _context.Variables, _context.Values);
        _aging = new LoopAging(_context);
        _bounds = new LoopBounds(_root);
        _choosing = new ChoicePoints(method => SummaryOf(method, isExact: false));
        _mixed = new MixedConventions(method => SummaryOf(method, isExact: false));
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
        foreach (IOperation operation in block.Kind == BasicBlockKind.Entry ? _before : block.Operations)
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
        present.Join(arriving, block, _context.Values, _context.Known, _context.Variables, _context.JoinInputs, _bounds);

    private void Branch(BasicBlock block, FlowState state, IOperation condition, Value value)
    {
        _openings.Note(state, condition.Syntax);
        ExplicitDefaults.Allow(state, condition.Syntax, value);
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

    /// <summary>What was refused is this method's again, as if it had not been given.</summary>
    private void TakeBackRefused(FlowState state)
    {
        if (!state.HasTokens)
        {
            return;
        }

        state.ForEachToken((index, fact) =>
        {
            // A local function that is called may end it for the lambda and for the method, whoever comes first: what it asks for that is its own affair.
            if (Refusal.IsRefused(fact, state.Facts) && (fact.Status == TokenStatus.Lent || !_shape.CallsLocalFunctions))
            {
                state.SetToken(_context.Tokens[index], fact with
                {
                    Status = TokenStatus.Held,
                    Reason = EscapeReason.None,
                    IsElsewhere = false,
                    RefusedAt = fact.LentAt,
                    LentAt = null,
                    FirstLentAt = null,
                    LendResult = null,
                });
            }
        });
    }

    private bool Assume(FlowState state, IOperation condition, Value value, bool outcome, int block)
    {
        state.Doubtful |= _sentinels.IsMistaken(state, condition, outcome) && !value.IsConstant(out bool _);
        PathFacts before = state.Facts;
        if (!_context.Conditions.Assume(state, value, outcome, block))
        {
            return false;
        }

        TakeBackRefused(state);
        state.Doubtful |= _mixed.IsMixed(before, state.Facts, value);
        _repeated.Note(state, condition, outcome);
        if (!condition.IsImplicit && !value.IsConstant(out bool _))
        {
            state.Trail = _context.Decisions.Add(state.Trail, condition, outcome);
        }

        return true;
    }
}
