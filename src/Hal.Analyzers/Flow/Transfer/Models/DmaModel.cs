using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>The owner of DMA memory, and the specialisations that the generator emits.</summary>
internal static class DmaModel
{
    public static Value? Evaluate(OperationEvaluator evaluator, Call call)
    {
        ValueTable values = evaluator.Values;
        TokenTransitions tokens = evaluator.Tokens;
        if (call.Method.MethodKind == MethodKind.Constructor)
        {
            // The constructor that a derived class calls acquires for the object that is being made.
            return call.Operation is not IObjectCreationOperation ? PassOn(evaluator, call)
                : call.Arguments.Length == 2 ? Create(evaluator, call, knowsPages: true)
                : null;
        }

        if (call.Name == "TryCreate")
        {
            return TryCreate(evaluator, call);
        }

        if (call.Receiver is not { } dma)
        {
            return null;
        }

        switch (call.Name)
        {
            case "get_Paddr":
                return tokens.AddressOf(dma);
            case "get_Pages":
                return tokens.PartOf(dma, HandlePart.Pages);
            case "get_Length":
                return values.Scale(tokens.PartOf(dma, HandlePart.Pages), 4096);
            case "get_Direction":
                return tokens.PartOf(dma, HandlePart.Direction);
            case "Vaddr" or "PaddrAt":
                return Check(values.Number(1))
                    ? values.Add(call.Name == "Vaddr" ? tokens.PointerOf(dma) : tokens.AddressOf(dma), call.Arguments[0])
                    : evaluator.Opaque(call.Operation);
            case "Pointer":
                return Check(evaluator.SizeOf(call.Method.TypeArguments[0]))
                    ? values.Add(tokens.PointerOf(dma), call.Arguments[0])
                    : evaluator.Opaque(call.Operation);
            case "AsSpan" or "RawSlice":
                evaluator.Access(tokens.PointerOf(dma), null, AccessKind.Pointer, call.Operation);
                return values.Buffer(tokens.PointerOf(dma), values.Scale(tokens.PartOf(dma, HandlePart.Pages), 4096));
            case "Slice":
                return Check(call.Arguments[1])
                    ? values.Buffer(values.Add(tokens.PointerOf(dma), call.Arguments[0]), call.Arguments[1])
                    : evaluator.Opaque(call.Operation);
            case "Deallocate" or "Dispose":
                Release(evaluator, call, dma);
                return evaluator.Opaque(call.Operation);
            case "Abandon":
                tokens.Escape(dma, EscapeReason.Abandoned);
                return values.Null;
            default:
                return null;
        }

        // Whether the member returns at all, as far as the engine can tell: where it throws, nothing more is said of what it would have returned.
        bool Check(Value size)
        {
            evaluator.Access(values.Add(tokens.PointerOf(dma), call.Arguments[0]), size, AccessKind.Pointer, call.Operation);
            Value length = values.Scale(tokens.PartOf(dma, HandlePart.Pages), 4096);
            return !values.Subtract(values.Add(call.Arguments[0], size), length).IsConstant(out long surplus) || surplus <= 0;
        }
    }

    private static ITypeSymbol? HalOf(OperationEvaluator evaluator, Call call) =>
        evaluator.Known.DmaBaseOf(call.Type) is { } owner ? HalIdentity.Normalize(owner.TypeArguments[0], evaluator.Known) : null;

    /// <summary>What another constructor of the same object is given belongs to the object.</summary>
    private static Value PassOn(OperationEvaluator evaluator, Call call)
    {
        foreach (Value argument in call.Arguments)
        {
            evaluator.EscapeDeep(argument);
        }

        return evaluator.Values.Null;
    }

    /// <summary>Makes a token of a new owner. Also for the nested classes, whose constructors only pass their arguments on.</summary>
    public static Value Create(OperationEvaluator evaluator, Call call, bool knowsPages)
    {
        evaluator.NoteHalThrow(call.Operation);
        AcquiredEvent acquired = evaluator.Tokens.NewMemory(
            call.Operation,
            TokenKind.Dma,
            HalOf(evaluator, call),
            knowsPages ? call.Arguments[0] : null,
            knowsPages ? call.Arguments[1] : null,
            mayFail: false,
            knowsPages ? call.ArgumentExpression(0) : null);
        return evaluator.Values.TokenHandle(evaluator.Tokens.Acquire(acquired));
    }

    public static Value TryCreate(OperationEvaluator evaluator, Call call)
    {
        evaluator.NoteHalThrow(call.Operation);
        AcquiredEvent acquired = evaluator.Tokens.NewMemory(
            call.Operation, TokenKind.Dma, HalOf(evaluator, call), call.Arguments[0], call.Arguments[1], mayFail: true, call.ArgumentExpression(0));
        Token token = evaluator.Tokens.Acquire(acquired);
        if (call.ArgumentLocations[2] is { } location)
        {
            evaluator.Store(location, evaluator.Values.TokenHandle(token), call.Operation);
        }

        Value result = evaluator.Values.Result(call.Operation, 0, evaluator.Block);
        evaluator.Context.Conditions.AddOutcome(result, token, success: true);
        return result;
    }

    public static void Release(OperationEvaluator evaluator, Call call, Value dma)
    {
        evaluator.EndMemory(evaluator.Tokens.PointerOf(dma), MemoryEnd.Freed, call.Operation);
        (Token? token, TokenFact? fact) = evaluator.Tokens.FindReleased(dma);
        evaluator.Tokens.Release(new ReleasedEvent(evaluator.Context, evaluator.State, call.Operation, ReleaseKind.DmaDispose, dma)
        {
            Token = token,
            Fact = fact,
        });
    }
}
