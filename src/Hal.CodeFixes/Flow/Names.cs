using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes.Flow;

/// <summary>Names for new locals.</summary>
internal static class Names
{
    /// <summary>The first of the names that means nothing in the member yet, or the first name with a number behind it.</summary>
    public static string Unused(FindingSite site, SyntaxNode place, params string[] names)
    {
        SyntaxNode member = place.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault() ?? place.SyntaxTree.GetRoot();
        HashSet<string> taken = new(member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        return names
            .Concat(Enumerable.Range(2, int.MaxValue - 1).Select(number => names[0] + number.ToString(CultureInfo.InvariantCulture)))
            .First(candidate => !taken.Contains(candidate) && site.Model.LookupSymbols(place.SpanStart, name: candidate).IsEmpty);
    }
}
