using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.State;

/// <summary>A field or property that a token was put into, and those it was put into before.</summary>
internal sealed record Keeper(ISymbol Member, Keeper? Earlier)
{
    public static Keeper Add(Keeper? earlier, ISymbol member)
    {
        for (Keeper? known = earlier; known is not null; known = known.Earlier)
        {
            if (SymbolEqualityComparer.Default.Equals(known.Member, member))
            {
                return earlier!;
            }
        }

        return new Keeper(member, earlier);
    }
}
