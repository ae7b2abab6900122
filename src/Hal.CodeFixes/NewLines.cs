using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hal.CodeFixes;

/// <summary>How a document ends its lines, so that what a fix writes ends them the same way.</summary>
internal static class NewLines
{
    public static string Of(SyntaxNode root)
    {
        SyntaxTrivia end = root.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return end.IsKind(SyntaxKind.EndOfLineTrivia) ? end.ToString() : "\n";
    }
}
