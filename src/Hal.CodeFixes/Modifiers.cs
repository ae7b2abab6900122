using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes;

/// <summary>Adds and removes a modifier without moving the comments before the declaration.</summary>
internal static class Modifiers
{
    /// <summary>Adds it in the customary place: <c>partial</c> last, <c>unsafe</c> before it, <c>static</c> after the accessibility.</summary>
    public static MemberDeclarationSyntax With(this MemberDeclarationSyntax member, SyntaxKind kind)
    {
        int index = kind switch
        {
            SyntaxKind.PartialKeyword => member.Modifiers.Count,
            SyntaxKind.UnsafeKeyword => member.Modifiers.Any(SyntaxKind.PartialKeyword) ? member.Modifiers.IndexOf(SyntaxKind.PartialKeyword) : member.Modifiers.Count,
            _ => member.Modifiers.TakeWhile(modifier => SyntaxFacts.IsAccessibilityModifier(modifier.Kind()) || modifier.IsKind(SyntaxKind.FileKeyword)).Count(),
        };

        // The first token of what follows the attributes carries the comments and the indentation.
        SyntaxToken first = FirstToken(member);
        MemberDeclarationSyntax bare = member.ReplaceToken(first, first.WithLeadingTrivia());
        SyntaxToken added = SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
        bare = bare.WithModifiers(bare.Modifiers.Insert(index, added));
        SyntaxToken newFirst = FirstToken(bare);
        return bare.ReplaceToken(newFirst, newFirst.WithLeadingTrivia(first.LeadingTrivia));
    }

    public static MemberDeclarationSyntax Without(this MemberDeclarationSyntax member, SyntaxKind kind)
    {
        SyntaxToken first = FirstToken(member);
        MemberDeclarationSyntax bare = member.ReplaceToken(first, first.WithLeadingTrivia());
        bare = bare.WithModifiers(bare.Modifiers.RemoveAt(bare.Modifiers.IndexOf(kind)));
        SyntaxToken newFirst = FirstToken(bare);
        return bare.ReplaceToken(newFirst, newFirst.WithLeadingTrivia(first.LeadingTrivia));
    }

    private static SyntaxToken FirstToken(MemberDeclarationSyntax member) =>
        member.AttributeLists.Count == 0 ? member.GetFirstToken() : member.AttributeLists.Last().GetLastToken().GetNextToken();
}
