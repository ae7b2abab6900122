using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.State;

/// <summary>
/// What one acquiring place of a method acquires: a share or DMA memory. A loop acquires at the same place again and again; the instance of
/// the current iteration is the token itself, the one that an earlier iteration still holds is <see cref="Older"/>.
/// </summary>
internal sealed class Token
{
    public Token(int index, TokenKind kind, IOperation? site, ISymbol? parameter, ITypeSymbol? hal, int block)
    {
        Index = index;
        Kind = kind;
        Site = site;
        Parameter = parameter;
        Hal = hal;
        Block = block;
        if (block >= 0)
        {
            Older = new Token(index + 1, kind, site, parameter, hal, -1) { Newer = this };
        }
    }

    /// <summary>The position in the states' token array; the older instance has the next one.</summary>
    public int Index { get; }

    public TokenKind Kind { get; }

    /// <summary>The call or creation that acquires; null for a duty that comes with a parameter.</summary>
    public IOperation? Site { get; }

    /// <summary>The parameter that the method holds from its start.</summary>
    public ISymbol? Parameter { get; }

    /// <summary>The HAL in its normal form, where it is known.</summary>
    public ITypeSymbol? Hal { get; }

    /// <summary>The ordinal of the acquiring block; -1 for an older instance, which belongs to no iteration in particular.</summary>
    public int Block { get; }

    public Token? Older { get; }

    public Token? Newer { get; private set; }

    /// <summary>The token of the place, for either instance.</summary>
    public Token Origin => Newer ?? this;

    public bool IsShare => Kind is TokenKind.Share or TokenKind.Shared or TokenKind.Scope;

    public bool IsMemory => Kind is TokenKind.Allocation or TokenKind.Dma;

    public override string ToString() => $"{Kind}@{Index}" + (Newer is null ? string.Empty : "(older)");
}
