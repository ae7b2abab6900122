using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Rules;

/// <summary>A share is deallocated, or an allocation unshared.</summary>
internal sealed class HAL1012WrongRelease : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1012",
        "Released by the wrong function",
        "'{0}' is {1}, and is released by {2}; call {3} (contracts C2, C8)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        description: "Unshare ends what Share made, DmaDealloc gives back what DmaAlloc made (contracts C2, C8).");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override int Precedence => DefectOrder.WrongFunction;

    public override Finding? OnReleased(ReleasedEvent released)
    {
        if (released.Kind is not (ReleaseKind.Unshare or ReleaseKind.DmaDealloc) || IsToldInside(released))
        {
            return null;
        }

        Token? token = released.Token ?? TokenAt(released);
        bool isMemory = token is { IsMemory: true } || (token is null && IsOfType(released, released.Context.Known, memory: true));
        bool isShare = token is { IsShare: true } || (token is null && IsOfType(released, released.Context.Known, memory: false));
        if (released.Kind == ReleaseKind.Unshare ? !isMemory : !isShare)
        {
            return null;
        }

        SyntaxNode place = (released.AddressArgument ?? released.Operation).Syntax;
        string right = released.Kind == ReleaseKind.DmaDealloc ? "Unshare" : token is { Kind: TokenKind.Dma } || IsOwner(released) ? "Dispose" : "DmaDealloc";
        return new Finding(
            s_descriptor,
            released.Operation.Syntax,
            Text.Of(place),
            isMemory ? "the address of DMA memory" : "the address of a share",
            released.Kind == ReleaseKind.Unshare ? "Unshare" : "DmaDealloc",
            right)
        {
            Related = token is null ? System.Collections.Immutable.ImmutableArray<Location>.Empty : Places.Of(token),
        };
    }

    /// <summary>Whether the method that is called is given the owner, and sees by its type what it releases.</summary>
    private static bool IsToldInside(ReleasedEvent released) =>
        released.Inner is IInvocationOperation { Arguments.Length: > 0 } release && !ReferenceEquals(release, released.Operation) &&
        OwnerOf(release.Arguments[0].Value) is { Type: var owner } && IsOwnerType(owner, released.Context.Known);

    private static bool IsOwnerType(ITypeSymbol? owner, KnownTypes known) =>
        known.DmaBaseOf(owner) is not null || KnownTypes.Is(owner, known.DmaAllocation) || KnownTypes.Is(owner, known.Shared) ||
        KnownTypes.Is(owner, known.SharedScope);

    /// <summary>
    /// What an address lies in. For Unshare, a share has only one address; to DmaDealloc, all of it is the wrong kind. Where nothing is any
    /// more, nothing lies: HAL1001 and HAL2001 say so.
    /// </summary>
    private static Token? TokenAt(ReleasedEvent released) =>
        released.Context.Values.Base(released.Address, out _) is { Kind: ValueKind.TokenAddress, Token: var token } &&
        (token.IsMemory || released.Kind == ReleaseKind.DmaDealloc) &&
        released.State.GetToken(token) is not { Status: TokenStatus.Released or TokenStatus.Failed } ? token : null;

    /// <summary>Whether the address is read from an owner that came from elsewhere: a Dma, a Shared.</summary>
    private static bool IsOfType(ReleasedEvent released, KnownTypes known, bool memory)
    {
        ITypeSymbol? owner = OwnerOf(released.AddressArgument)?.Type;
        return memory
            ? known.DmaBaseOf(owner) is not null || KnownTypes.Is(owner, known.DmaAllocation)
            : KnownTypes.Is(owner, known.Shared) || KnownTypes.Is(owner, known.SharedScope);
    }

    private static bool IsOwner(ReleasedEvent released) => released.Context.Known.DmaBaseOf(OwnerOf(released.AddressArgument)?.Type) is not null;

    private static IOperation? OwnerOf(IOperation? address) => address switch
    {
        IPropertyReferenceOperation { Property.Name: "Paddr" } property => property.Instance,
        IInvocationOperation { TargetMethod.Name: "PaddrAt" } invocation => invocation.Instance,
        _ => null,
    };
}
