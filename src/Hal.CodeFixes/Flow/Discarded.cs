using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.CodeFixes.Flow;

/// <summary>Keeps what a statement acquires and drops: <c>THal.Share(buffer, direction);</c>, <c>_ = new Dma&lt;THal&gt;(1, Both);</c>.</summary>
internal static class Discarded
{
    /// <summary>A share in a scope: no device has got its address.</summary>
    public static IEnumerable<SyntaxNode> InSharedScope(FindingSite site) =>
        ListOf(site) is { } list && ShareAt(site) is { } share && Endings.NewScope(site, share) is { } created
            ? Replace(site, list, $"using var {Names.Unused(site, list.Statement, "shared")} = {created};")
            : Enumerable.Empty<SyntaxNode>();

    /// <summary>The address in a local, and what follows in a try whose finally ends the share.</summary>
    public static IEnumerable<SyntaxNode> InFinally(FindingSite site)
    {
        if (ListOf(site) is not { } list || list.Index == list.Statements.Count - 1 || ShareAt(site) is not { } share)
        {
            return Enumerable.Empty<SyntaxNode>();
        }

        string declared = share.Type!.ToMinimalDisplayString(site.Model, site.Flagged.SpanStart);
        string name = Names.Unused(site, list.Statement, share is IInvocationOperation ? "paddr" : "share");
        return Replace(site, list, $"{declared} {name} = {site.Flagged};").SelectMany(root =>
        {
            // The local is there now, as it would be had the author kept the address: what ends a kept share does the rest.
            StatementSyntax kept = root.GetCurrentNode(list.Statement)!;
            SyntaxNode flagged = kept.DescendantNodes().OfType<EqualsValueClauseSyntax>().First().Value;
            return site.In(root, flagged) is { } next ? Endings.InFinally(next) : Enumerable.Empty<SyntaxNode>();
        });
    }

    /// <summary>A Dma in a using.</summary>
    public static IEnumerable<SyntaxNode> InUsing(FindingSite site) =>
        ListOf(site) is { } list && site.Model.GetOperation(site.Flagged, site.Cancellation) is IObjectCreationOperation { Type: { } type } && site.Known.DmaBaseOf(type) is not null
            ? Replace(site, list, $"using var {Names.Unused(site, list.Statement, "dma")} = {site.Flagged};")
            : Enumerable.Empty<SyntaxNode>();

    private static IOperation? ShareAt(FindingSite site)
    {
        IOperation? operation = site.Model.GetOperation(site.Flagged, site.Cancellation);
        return site.OperationOf(operation) == HalOperation.Share || KnownTypes.Is((operation as IObjectCreationOperation)?.Type, site.Known.Shared) ? operation : null;
    }

    private static StatementList? ListOf(FindingSite site) => site.Flagged.Parent switch
    {
        ExpressionStatementSyntax statement => StatementList.Around(statement),
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax statement } => StatementList.Around(statement),
        _ => null,
    };

    private static IEnumerable<SyntaxNode> Replace(FindingSite site, StatementList list, string text)
    {
        SyntaxNode root = site.Root.TrackNodes(list.Statement);
        StatementSyntax current = root.GetCurrentNode(list.Statement)!;
        StatementSyntax statement = Layout.Statement(text, string.Empty, site.NewLine).WithTriviaFrom(current);
        yield return root.ReplaceNode(current, current.CopyAnnotationsTo(statement)!);
    }
}
