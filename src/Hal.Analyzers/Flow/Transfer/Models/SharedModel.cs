using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>Shared and SharedScope: a share as a value, and a share that ends with its scope.</summary>
internal static class SharedModel
{
    public static Value? Evaluate(OperationEvaluator evaluator, Call call)
    {
        bool isScope = call.Type.Name == "SharedScope";
        switch (call.Name)
        {
            case ".ctor":
                return call.Arguments.Length == 2 ? Acquire(evaluator, call, isScope) : evaluator.Values.DefaultOf(call.Type, evaluator.Known);
            case "get_Paddr":
                return evaluator.Tokens.AddressOf(call.Receiver!);
            case "get_Buffer":
                return evaluator.Tokens.PartOf(call.Receiver!, HandlePart.Buffer);
            case "get_Direction":
                return evaluator.Tokens.PartOf(call.Receiver!, HandlePart.Direction);
            case "Unshare" or "Dispose":
                Release(evaluator, call, isScope ? ReleaseKind.ScopeDispose : ReleaseKind.SharedUnshare);
                return evaluator.Values.Null;
            case "Detach":
                return Detach(evaluator, call);
            case "Abandon":
                evaluator.Tokens.Escape(call.Receiver!, EscapeReason.Abandoned);
                return evaluator.Values.Null;
            default:
                return null;
        }
    }

    /// <summary>The share leaves its scope, once: afterwards the scope holds nothing.</summary>
    private static Value Detach(OperationEvaluator evaluator, Call call)
    {
        if (TokenTransitions.TokenOf(call.Receiver) is not { } token)
        {
            return call.Receiver!;
        }

        TokenFact? fact = evaluator.State.GetToken(token);
        if (fact is { Detached: true } or { Status: TokenStatus.Released or TokenStatus.Escaped })
        {
            return evaluator.Values.DefaultOf(call.Method.ReturnType, evaluator.Known);
        }

        evaluator.Tokens.Detach(token);
        return call.Receiver!;
    }

    private static Value Acquire(OperationEvaluator evaluator, Call call, bool isScope)
    {
        evaluator.NoteHalThrow(call.Operation);
        ITypeSymbol hal = HalIdentity.Normalize(call.Type.TypeArguments[0], evaluator.Known);
        AcquiredEvent acquired = evaluator.Tokens.NewShare(
            call.Operation,
            isScope ? TokenKind.Scope : TokenKind.Shared,
            hal,
            call.Arguments[0],
            call.Arguments[1],
            call.ArgumentExpression(0),
            call.ArgumentExpression(1));
        Token token = evaluator.Tokens.Acquire(acquired);

        // The constructor refuses an empty buffer.
        evaluator.Learn(evaluator.Values.Less(evaluator.Values.Zero, evaluator.Values.LengthOf(call.Arguments[0])));
        return evaluator.Values.TokenHandle(token);
    }

    private static void Release(OperationEvaluator evaluator, Call call, ReleaseKind kind)
    {
        if (call.Receiver!.Kind == ValueKind.Default)
        {
            return; // a default share holds nothing, and Unshare on it does nothing
        }

        (Token? token, TokenFact? fact) = evaluator.Tokens.FindReleased(call.Receiver);
        evaluator.Tokens.Release(new ReleasedEvent(evaluator.Context, evaluator.State, call.Operation, kind, call.Receiver)
        {
            Token = token,
            Fact = fact,
            AddressArgument = null,
        });
        evaluator.ForgetMemory(call.Operation, own: false);
    }
}
