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
            || StatementAround(syntax) is not { } statement
            || FindingSite.Argument(release, "paddr") is not { } address)
        {
            yield break;
        }

        string receiver = called is MemberAccessExpressionSyntax access ? access.Expression + "." : string.Empty;
        string? right = site.OperationOf(release) == HalOperation.Unshare ? GiveBack(site, release, address, receiver) : Unshare(site, release, address, receiver);
        if (right is not null)
        {
            yield return site.Root.ReplaceNode(statement.Expression, SyntaxFactory.ParseExpression(right).WithTriviaFrom(statement.Expression));
        }
    }

    // A status that is looked at has no counterpart in Unshare.
    private static ExpressionStatementSyntax? StatementAround(InvocationExpressionSyntax release) => release.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax statement } => statement,
        _ => null,
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
