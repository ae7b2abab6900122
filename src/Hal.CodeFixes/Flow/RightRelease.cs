using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.CodeFixes.Flow;

/// <summary>The release that belongs to what was acquired, in place of the wrong one.</summary>
internal static class RightRelease
{
    public static IEnumerable<SyntaxNode> Write(FindingSite site)
    {
        if (site.HalCallAround(site.Flagged) is not { Syntax: InvocationExpressionSyntax { Expression: var called } syntax } release
            || FindingSite.Argument(release, "paddr") is not { } address)
        {
            yield break;
        }

        string receiver = called is MemberAccessExpressionSyntax access ? access.Expression + "." : string.Empty;
        string? right = site.OperationOf(release) == HalOperation.Unshare ? GiveBack(site, release, address, receiver) : Unshare(site, release, address, receiver);
        if (right is null)
        {
            yield break;
        }

        if (Alone(syntax) is { } statement)
        {
            yield return site.Root.ReplaceNode(statement.Expression, SyntaxFactory.ParseExpression(right).WithTriviaFrom(statement.Expression));
        }
        else if (syntax.FirstAncestorOrSelf<StatementSyntax>() is { } user && IsWholeValue(syntax) && StatementList.Around(user) is { } list)
        {
            // Unshare has no status: what looks at it sees success.
            StatementSyntax call = Layout.Statement(right + ";", string.Empty, site.NewLine).WithLeadingTrivia(user.GetLeadingTrivia());
            StatementSyntax rest = user.ReplaceNode(syntax, SyntaxFactory.ParseExpression("0").WithTriviaFrom(syntax));
            rest = rest.WithLeadingTrivia(SyntaxFactory.Whitespace(Layout.IndentationOf(user)));
            yield return list.With(list.Statements.Take(list.Index).Append(call).Append(rest).Concat(list.Statements.Skip(list.Index + 1)));
        }
    }

    private static ExpressionStatementSyntax? Alone(InvocationExpressionSyntax release) => release.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax statement } => statement,
        _ => null,
    };

    // return THal.DmaDealloc(...); or int status = THal.DmaDealloc(...);
    private static bool IsWholeValue(InvocationExpressionSyntax release) => release.Parent switch
    {
        ReturnStatementSyntax => true,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax } } } => true,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax, RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax } => true,
        _ => false,
    };

    private static string? Unshare(FindingSite site, IInvocationOperation release, ExpressionSyntax address, string receiver)
    {
        if (address is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Paddr", Expression: var owner }
            && KnownTypes.Is(site.Model.GetTypeInfo(owner, site.Cancellation).Type, site.Known.Shared))
        {
            return owner + ".Unshare()";
        }

        return ReleaseArguments.Told(site, release, "buffer") is { } buffer && ReleaseArguments.Told(site, release, "direction") is { } direction
            ? $"{receiver}Unshare({address}, {buffer}, {direction})"
            : null;
    }

    private static string? GiveBack(FindingSite site, IInvocationOperation release, ExpressionSyntax address, string receiver)
    {
        if (address is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Paddr", Expression: var owner }
            && site.Known.DmaBaseOf(site.Model.GetTypeInfo(owner, site.Cancellation).Type) is not null)
        {
            // What a using disposes needs nothing in this place, and what that is only the author knows.
            return site.Model.GetSymbolInfo(owner, site.Cancellation).Symbol is ILocalSymbol { IsUsing: true } ? null : owner + ".Dispose()";
        }

        return ReleaseArguments.PointerOf(site, release) is { } pointer && ReleaseArguments.Told(site, release, "pages") is { } pages
            ? $"_ = {receiver}DmaDealloc({address}, {pointer}, {pages})"
            : null;
    }
}
