using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>The duties that a method starts with: a parameter marked [Unshares] or [TransfersOwnership] is held from the first line.</summary>
internal static class Duties
{
    /// <summary>The value of a parameter that brings a duty, or <see langword="null"/>.</summary>
    public static Value? Begin(MethodContext context, IParameterSymbol parameter, FlowState entry)
    {
        KnownTypes known = context.Known;
        bool isDuty = Ownership.Has(parameter, known.UnsharesAttribute) || Ownership.Has(parameter, known.TransfersOwnershipAttribute);
        if (!isDuty || KindOf(known, parameter.Type) is not { } kind)
        {
            return null;
        }

        Token token = context.Tokens.For(parameter, kind, null);
        entry.SetToken(token, new TokenFact { Status = TokenStatus.Held, MayHaveFailed = true });
        return kind == TokenKind.Share ? context.Values.TokenAddress(token) : context.Values.TokenHandle(token);
    }

    private static TokenKind? KindOf(KnownTypes known, ITypeSymbol type)
    {
        if (known.IsAddress(type))
        {
            return TokenKind.Share;
        }

        if (KnownTypes.Is(type, known.Shared))
        {
            return TokenKind.Shared;
        }

        if (KnownTypes.Is(type, known.DmaAllocation))
        {
            return TokenKind.Allocation;
        }

        return known.DmaBaseOf(type) is not null ? TokenKind.Dma : null;
    }
}
