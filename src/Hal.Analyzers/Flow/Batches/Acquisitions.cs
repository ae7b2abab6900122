using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Batches;

/// <summary>The expressions that acquire something, as they stand in the source.</summary>
internal static class Acquisitions
{
    /// <summary>What an expression acquires.</summary>
    public static Token? TokenOf(IOperation value, FlowServices services)
    {
        KnownTypes known = services.Known;
        TokenKind? kind = value switch
        {
            IInvocationOperation call => services.HalCalls.Recognize(call.TargetMethod) switch
            {
                HalOperation.Share => TokenKind.Share,
                HalOperation.DmaAlloc => TokenKind.Allocation,
                _ => null,
            },
            IObjectCreationOperation { Type: var type } when KnownTypes.Is(type, known.Shared) => TokenKind.Shared,
            IObjectCreationOperation { Type: var type } when known.DmaBaseOf(type) is not null => TokenKind.Dma,
            _ => null,
        };
        return kind is { } found ? new Token(0, found, value, null, null, -1) : null;
    }
}
