using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Summaries;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>
/// Methods that say by attributes what they do with the shares that they return or are given. What they say counts, whatever their body does; where that is
/// seen, it adds the particulars: which buffer, which direction, which HAL.
/// </summary>
internal static class OwnershipModel
{
    public static bool TryEvaluate(OperationEvaluator evaluator, Call call, [NotNullWhen(true)] out Value? result)
    {
        if (!IsAnnotated(evaluator.Known, call.Method))
        {
            result = null;
            return false;
        }

        result = Evaluate(evaluator, call);
        return true;
    }

    private static bool IsAnnotated(KnownTypes known, IMethodSymbol method)
    {
        if (Ownership.ReturnHas(method, known.MustUnshareAttribute))
        {
            return true;
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (Ownership.Has(parameter, known.MustUnshareAttribute) || Ownership.Has(parameter, known.UnsharesAttribute) ||
                Ownership.Has(parameter, known.TransfersOwnershipAttribute))
            {
                return true;
            }
        }

        return false;
    }

    private static Value Evaluate(OperationEvaluator evaluator, Call call)
    {
        KnownTypes known = evaluator.Known;
        Value result = call.Result = evaluator.Opaque(call.Operation);
        evaluator.NoteThrow(call, keepsArgument: ordinal => !TakesOver(known, call.Method.Parameters[ordinal]));
        evaluator.UseAddresses(call);
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            IParameterSymbol parameter = call.Method.Parameters[i];
            if (Ownership.Has(parameter, known.UnsharesAttribute))
            {
                Unshare(evaluator, call, i);
            }
            else if (Ownership.Has(parameter, known.TransfersOwnershipAttribute))
            {
                if (EndsIn(evaluator.SummaryOf(call), parameter))
                {
                    evaluator.EndMemory(evaluator.Tokens.PointerOf(call.Arguments[i]), MemoryEnd.Freed, call.Operation, isDma: true);
                }

                evaluator.EscapeDeep(call.Arguments[i], EscapeReason.Transferred);
            }
            else if (!IsLeftAlone(evaluator.SummaryOf(call), parameter))
            {
                evaluator.LendArgument(call, i);
            }
        }

        evaluator.ForgetAfter(call);
        Receive(evaluator, call, result);
        return Ownership.ReturnHas(call.Method, known.MustUnshareAttribute) ? Returned(evaluator, call) ?? result : result;
    }

    private static bool TakesOver(KnownTypes known, IParameterSymbol parameter) =>
        Ownership.Has(parameter, known.UnsharesAttribute) || Ownership.Has(parameter, known.TransfersOwnershipAttribute);

    private static void Unshare(OperationEvaluator evaluator, Call call, int ordinal)
    {
        Value address = call.Arguments[ordinal];
        if (address.Kind == ValueKind.Default)
        {
            return;
        }

        (Token? token, TokenFact? fact) = evaluator.Tokens.FindReleased(address);
        ReleaseKind kind = evaluator.Known.IsAddress(call.Method.Parameters[ordinal].Type) ? ReleaseKind.Unshare : ReleaseKind.SharedUnshare;
        ReleaseInfo? seen = ReleaseOf(evaluator.SummaryOf(call), call.Method.Parameters[ordinal]);
        var translator = new SummaryTranslator(evaluator, call);
        evaluator.Tokens.Release(new ReleasedEvent(evaluator.Context, evaluator.State, call.Operation, kind, address)
        {
            Token = token,
            Fact = fact,
            Hal = translator.Translate(seen?.Hal),
            Buffer = translator.Translate(seen?.Buffer),
            Direction = translator.Translate(seen?.Direction),
            Inner = seen?.Operation,
            AddressArgument = call.ArgumentExpression(ordinal),
        });
    }

    /// <summary>Whether every way through the method's body disposes the owner of DMA memory that it takes over.</summary>
    private static bool EndsIn(MethodSummary? summary, IParameterSymbol parameter) =>
        summary is { Returns.Count: > 0 } && summary.Returns.All(path => FactOf(path, parameter) is { Status: TokenStatus.Released, Release.Kind: ReleaseKind.DmaDispose });

    private static TokenFact? FactOf(PathSummary path, IParameterSymbol parameter) => path.Entries.FirstOrDefault(effect =>
        effect.Entry is { Kind: ValueKind.Parameter, Data: ISymbol given } && SymbolEqualityComparer.Default.Equals(given, parameter.OriginalDefinition))?.Fact;

    /// <summary>Whether the body is seen, and lets nothing of a parameter out.</summary>
    private static bool IsLeftAlone(MethodSummary? summary, IParameterSymbol parameter) =>
        summary is { Effects.RunsUnseenCode: false } && summary.LeavesAlone(parameter) &&
        summary.Returns.All(path => path.Writes.All(write => !MethodSummary.Concerns(write.Value, parameter)));

    /// <summary>The one Unshare that every way through the method's body ends a parameter by.</summary>
    private static ReleaseInfo? ReleaseOf(MethodSummary? summary, IParameterSymbol parameter)
    {
        ReleaseInfo?[] releases = summary?.Returns
            .Select(path => FactOf(path, parameter))
            .Select(fact => fact is { Status: TokenStatus.Released, Release: { Kind: ReleaseKind.Unshare } release } ? release : null)
            .Distinct().ToArray() ?? System.Array.Empty<ReleaseInfo?>();
        return releases.Length == 1 ? releases[0] : null;
    }

    /// <summary>The one share that the method's body makes for its caller.</summary>
    private static (Token Token, TokenFact Fact)? AcquiredIn(MethodSummary? summary)
    {
        List<(Token Token, TokenFact Fact)> acquired = summary?.Returns.SelectMany(path => path.Acquired).ToList() ?? new();
        return acquired.Count > 0 && acquired.TrueForAll(other => ReferenceEquals(other.Token, acquired[0].Token) && other.Fact.Equals(acquired[0].Fact)) ? acquired[0] : null;
    }

    private static void Receive(OperationEvaluator evaluator, Call call, Value result)
    {
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            IParameterSymbol parameter = call.Method.Parameters[i];
            if (parameter.RefKind is not (RefKind.Out or RefKind.Ref))
            {
                continue;
            }

            Value? value = Ownership.Has(parameter, evaluator.Known.MustUnshareAttribute) ? Acquire(evaluator, call, parameter.Type, i + 1) : null;
            if (value is not null && call.Method.ReturnType.SpecialType == SpecialType.System_Boolean)
            {
                evaluator.Context.Conditions.AddOutcome(result, value.Token, success: true);
            }

            if (call.ArgumentLocations[i] is { } location)
            {
                evaluator.Store(location, value ?? evaluator.Opaque(call.Operation, i + 1), call.Operation);
            }
        }
    }

    private static Value? Returned(OperationEvaluator evaluator, Call call) => Acquire(evaluator, call, call.Method.ReturnType, 0);

    /// <summary>A share that the caller now has to end: an address or a Shared, or a task or nullable of one.</summary>
    private static Value? Acquire(OperationEvaluator evaluator, Call call, ITypeSymbol type, int index)
    {
        while (type is INamedTypeSymbol { TypeArguments.Length: 1 } wrapper && !KnownTypes.Is(type, evaluator.Known.Shared))
        {
            type = wrapper.TypeArguments[0];
        }

        bool isAddress = evaluator.Known.IsAddress(type);
        if (!isAddress && !KnownTypes.Is(type, evaluator.Known.Shared))
        {
            return null;
        }

        var translator = new SummaryTranslator(evaluator, call);
        TokenFact? seen = null;
        ITypeSymbol? hal = isAddress ? null : HalIdentity.Normalize(((INamedTypeSymbol)type).TypeArguments[0], evaluator.Known);
        if (AcquiredIn(evaluator.SummaryOf(call)) is { Token: { Kind: TokenKind.Share or TokenKind.Shared } made } acquired)
        {
            hal ??= translator.Translate(made.Hal);
            seen = acquired.Fact;
        }

        Token token = evaluator.Context.Tokens.At(call.Operation, isAddress ? TokenKind.Share : TokenKind.Shared, hal, evaluator.Block, index);
        evaluator.Tokens.Receive(token, new TokenFact
        {
            Status = TokenStatus.Held,
            MayHaveFailed = true,
            Buffer = translator.Translate(seen?.Buffer),
            Direction = translator.Translate(seen?.Direction),
        });
        return isAddress ? evaluator.Values.TokenAddress(token) : evaluator.Values.TokenHandle(token);
    }
}
