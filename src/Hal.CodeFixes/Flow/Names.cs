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
    /// <summary>The name, or with a number behind it the first that nothing in the type is called.</summary>
    public static string Unused(SyntaxNode place, string name)
    {
        SyntaxNode scope = place.Ancestors().OfType<TypeDeclarationSyntax>().FirstOrDefault() ?? place.SyntaxTree.GetRoot();
        HashSet<string> taken = new(scope.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        return !taken.Contains(name)
            ? name
            : Enumerable.Range(2, int.MaxValue - 2).Select(number => name + number.ToString(CultureInfo.InvariantCulture)).First(candidate => !taken.Contains(candidate));
    }
}
