using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Hal.Generators.Model;

/// <summary>Where a finding stands, as text and numbers: a <see cref="Location"/> would keep its syntax tree, and with it a compilation, alive.</summary>
internal sealed record Place(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Place Of(SyntaxToken token)
    {
        SyntaxTree tree = token.SyntaxTree!;
        return new Place(tree.FilePath, token.Span, tree.GetLineSpan(token.Span).Span);
    }

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
