using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Flow.Batches;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.Graph;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Summaries;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Rules;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow;

/// <summary>How paths end, and what the rules are told of it.</summary>
internal sealed partial class MethodFlow
{
    private void EndByReturn(ControlFlowBranch branch, FlowState state, Continuation? continuation)
    {
        if (!IsReportable(state, continuation))
        {
            return;
        }

        EndFrame(branch, state);
        _evaluator.HandOut();
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
            // A loop that fills a table may not have turned at all: where it has, the table holds what it put there.
            if (end.Kind != PathEndKind.Throw && ForgottenIn(state, _context.Tokens[index], fact) is { } forgotten)
            {
                Record(state, _context.Tokens[index], fact, forgotten);
                return;
            }

            bool isKept = fact.Status == TokenStatus.Escaped || (fact.Status == (TokenStatus.Escaped | TokenStatus.Failed) && fact.Keeper?.Member is ILocalSymbol);
            if (!isKept || fact is not { IsElsewhere: false, Keeper: { } keeper })
            {
                return;
            }

            if (keeper is { Member: ILocalSymbol table, Earlier: null })
            {
                if (_openings.IsLost(state, end.Place, table, _context.Tokens[index].Older is not null, out Bound? missed))
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
            else if (end.Kind is not (PathEndKind.Throw or PathEndKind.ReturnFailure) && keeper.Earlier is null &&
                _context.Services.Drops.Of(keeper.Member, _cancellation) is { } drop)
            {
                Record(state, _context.Tokens[index], fact, new PathEnd(PathEndKind.Dropped, drop.Place, null) { Keeper = keeper.Member, Dropper = drop.By });
            }
            else if (end.Kind != PathEndKind.Throw && fact.LentAt is not null)
            {
                _report.Exits.Add(new ExitRecord(_context.Tokens[index], fact, end, ReturnValue.OutcomeOf(fact, state.Facts)) { IsKept = true });
            }
        });

    /// <summary>The callback that a token was left to, where it leaves out a path.</summary>
    private PathEnd? ForgottenIn(FlowState state, Token token, TokenFact fact)
    {
        if (fact is not { Status: TokenStatus.Escaped, Reason: EscapeReason.Captured, Keeper: null, LentAt: IInvocationOperation handed } ||
            !ReferenceEquals(fact.LentAt, fact.FirstLentAt))
        {
            return null;
        }

        List<IOperation> callbacks = handed.Arguments.Select(argument => argument.Value.Unconverted()).OfType<IDelegateCreationOperation>().Select(creation => creation.Target).ToList();
        if (callbacks.Count != 1 || CallbackSummary(callbacks[0]) is not var (summary, captures, syntax))
        {
            return null;
        }

        foreach (ISymbol variable in captures)
        {
            if (TokenTransitions.TokenOf(state.GetVariable(_context.Variables.IndexOf(variable))) is { } held && ReferenceEquals(held, token) &&
                CallbackPaths.ForgetsWhen(summary, variable) is { } condition)
            {
                return new PathEnd(PathEndKind.Callback, syntax, null) { Condition = condition };
            }
        }

        return null;
    }

    private (MethodSummary Summary, IReadOnlyCollection<ISymbol> Captures, SyntaxNode Syntax)? CallbackSummary(IOperation target)
    {
        switch (target)
        {
            case IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } function }:
                return LocalSummaryOf(function.OriginalDefinition) is { } local
                    ? (local, _shape.CapturesOf(function), function.DeclaringSyntaxReferences[0].GetSyntax(_cancellation))
                    : null;
            case IFlowAnonymousFunctionOperation lambda:
                try
                {
                    MethodSummary summary = Summarize(
                        _context.Services, lambda.Symbol, _graph.GetAnonymousFunctionControlFlowGraphInScope(lambda, _cancellation), _local, _cancellation);
                    return (summary, _shape.CapturesOf(lambda.Syntax), lambda.Syntax);
                }
                catch (BudgetExceededException)
                {
                    return null;
                }

            default:
                return null;
        }
    }

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
        if (_context.Method is IMethodSymbol { Parameters: var parameters } && parameters.Any(parameter => parameter.RefKind == RefKind.Out))
        {
            // The path that does not throw goes on with its own.
            state = state.Copy();
            _evaluator.With(state, _evaluator.HandOut);
        }

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
            if (fact.Status is TokenStatus.Held or TokenStatus.Lent || (fact.Status == TokenStatus.Released && (fact.LentAt ?? fact.RefusedAt) is not null))
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
}
