using System;
using System.Linq;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Graph;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow;

/// <summary>Where control goes: branches, the finally blocks on them, exceptions and their handlers.</summary>
internal sealed partial class MethodFlow
{
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
}
