using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>The five operations of a HAL, on whatever they are called.</summary>
internal static class HalModel
{
    public static Value Evaluate(OperationEvaluator evaluator, Call call, HalOperation operation, ITypeSymbol hal) => operation switch
    {
        HalOperation.Share => Share(evaluator, call, hal),
        HalOperation.Unshare => Unshare(evaluator, call, hal),
        HalOperation.DmaAlloc => DmaAlloc(evaluator, call, hal),
        HalOperation.DmaDealloc => DmaDealloc(evaluator, call, hal),
        _ => MmioPhysToVirt(evaluator, call),
    };

    private static Value Share(OperationEvaluator evaluator, Call call, ITypeSymbol hal)
    {
        evaluator.NoteHalThrow(call.Operation);
        AcquiredEvent acquired = evaluator.Tokens.NewShare(
            call.Operation, TokenKind.Share, hal, call.Arguments[0], call.Arguments[1], call.ArgumentExpression(0), call.ArgumentExpression(1));
        Value address = evaluator.Values.TokenAddress(evaluator.Tokens.Acquire(acquired));

        // Nobody shares an empty buffer (contract C6): where it was known to be empty that has been reported.
        if (!evaluator.Values.LengthOf(call.Arguments[0]).IsConstant(out long _))
        {
            evaluator.Learn(evaluator.Values.Less(evaluator.Values.Zero, evaluator.Values.LengthOf(call.Arguments[0])));
        }

        return address;
    }

    private static Value Unshare(OperationEvaluator evaluator, Call call, ITypeSymbol hal)
    {
        (Token? token, TokenFact? fact) = evaluator.Tokens.FindReleased(call.Arguments[0]);
        evaluator.Tokens.Release(new ReleasedEvent(evaluator.Context, evaluator.State, call.Operation, ReleaseKind.Unshare, call.Arguments[0])
        {
            Token = token,
            Fact = fact,
            Hal = hal,
            Buffer = call.Arguments[1],
            Direction = call.Arguments[2],
            AddressArgument = call.ArgumentExpression(0),
            BufferArgument = call.ArgumentExpression(1),
            DirectionArgument = call.ArgumentExpression(2),
        });

        // The device's bytes are copied into the buffer: whatever was read from it before says nothing now.
        evaluator.ForgetMemory(call.Operation, own: false);
        return evaluator.Values.Null;
    }

    private static Value DmaAlloc(OperationEvaluator evaluator, Call call, ITypeSymbol hal)
    {
        evaluator.NoteHalThrow(call.Operation);
        AcquiredEvent acquired = evaluator.Tokens.NewMemory(
            call.Operation, TokenKind.Allocation, hal, call.Arguments[0], call.Arguments[1], mayFail: true, call.ArgumentExpression(0));
        return evaluator.Values.TokenHandle(evaluator.Tokens.Acquire(acquired));
    }

    private static Value DmaDealloc(OperationEvaluator evaluator, Call call, ITypeSymbol hal)
    {
        (Token? token, TokenFact? fact) = evaluator.Tokens.FindReleased(call.Arguments[0]);
        Value status = evaluator.Opaque(call.Operation);
        if (token is not { IsShare: true })
        {
            evaluator.EndMemory(call.Arguments[1], MemoryEnd.Freed, call.Operation, isDma: true, status);
        }

        evaluator.Tokens.Release(new ReleasedEvent(evaluator.Context, evaluator.State, call.Operation, ReleaseKind.DmaDealloc, call.Arguments[0])
        {
            Token = token,
            Fact = fact,
            Hal = hal,
            Pointer = call.Arguments[1],
            Pages = call.Arguments[2],
            AddressArgument = call.ArgumentExpression(0),
            PointerArgument = call.ArgumentExpression(1),
            PagesArgument = call.ArgumentExpression(2),
        });
        return status;
    }

    private static Value MmioPhysToVirt(OperationEvaluator evaluator, Call call)
    {
        evaluator.NoteHalThrow(call.Operation);
        evaluator.UseAddress(call.Arguments[0], AddressUse.HalCall, call.ArgumentExpression(0) ?? call.Operation);
        return evaluator.MapRegisters(call, call.Arguments[0], sizeOrdinal: 1);
    }
}
