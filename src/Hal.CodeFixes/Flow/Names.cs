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
    /// <summary>The name, or with a number behind it the first that means nothing in the member yet.</summary>
    public static string Unused(FindingSite site, SyntaxNode place, string name)
    {
        SyntaxNode member = place.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault() ?? place.SyntaxTree.GetRoot();
        HashSet<string> taken = new(member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        return Enumerable.Range(1, int.MaxValue)
            .Select(number => number == 1 ? name : name + number.ToString(CultureInfo.InvariantCulture))
            .First(candidate => !taken.Contains(candidate) && site.Model.LookupSymbols(place.SpanStart, name: candidate).IsEmpty);
    }
}
