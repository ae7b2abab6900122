using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes.Flow;

/// <summary>The status of a DmaDealloc that nobody looks at, and the result of a DmaAlloc that is looked at too late.</summary>
internal static class Statuses
{
    /// <summary>Throws where the memory was not given back. Not in a finally, where it would hide the exception on its way.</summary>
    public static IEnumerable<SyntaxNode> Test(FindingSite site)
    {
        if (site.Flagged is not InvocationExpressionSyntax { Parent: ExpressionStatementSyntax statement } release
            || StatementList.Around(statement) is null
            || statement.Ancestors().TakeWhile(node => !StableExpression.IsFunction(node)).Any(node => node is FinallyClauseSyntax)
            || site.HalCallAround(release) is not { } call
            || FindingSite.Argument(call, "paddr") is not { } address
            || Thrown(site, $"$\"The DMA memory at {{{address}}} was not given back.\"") is not { } thrown)
        {
            yield break;
        }

        IfStatementSyntax test = IfThenThrow(site, statement, "x != 0", thrown);
        var condition = (BinaryExpressionSyntax)test.Condition;
        test = test.ReplaceNode(condition.Left, release.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space));
        yield return site.Root.ReplaceNode(statement, test.WithTriviaFrom(statement));
    }

    /// <summary>Says that the status does not matter.</summary>
    public static IEnumerable<SyntaxNode> Discard(FindingSite site)
    {
        if (site.Flagged is not InvocationExpressionSyntax release || !site.Model.LookupSymbols(release.SpanStart, name: "_").IsEmpty)
        {
            yield break;
        }

        var discard = (AssignmentExpressionSyntax)SyntaxFactory.ParseExpression("_ = x");
        yield return site.Root.ReplaceNode(
            release, discard.WithRight(release.WithoutTrivia()).WithLeadingTrivia(release.GetLeadingTrivia()).WithTrailingTrivia(release.GetTrailingTrivia()));
    }

    /// <summary>Tests the allocation before its first use: by the test that comes too late, or by one that throws.</summary>
    public static IEnumerable<SyntaxNode> TestAllocation(FindingSite site)
    {
        if (site.Related.IsEmpty || Acquired.Of(site, site.Related[0]) is not { Kind: DutyKind.Allocation } acquired)
        {
            yield break;
        }

        StatementList list = acquired.List;
        StatementSyntax[] before = list.Statements.Take(list.Index + 1).ToArray();
        StatementSyntax[] after = list.Statements.Skip(list.Index + 1).ToArray();
        if (after.FirstOrDefault(statement => FailureTest.IsOf(site, acquired, statement)) is { } late && NeedsNothingOf(late, after.TakeWhile(statement => statement != late)))
        {
            yield return list.With(before.Append(Layout.WithoutBlankLinesBefore(late)).Concat(Separated(site, after.Where(statement => statement != late))));
        }

        string address = acquired.Holders.Length == 2 ? acquired.Holders[0].Name : acquired.Holders[0].Name + ".Paddr";
        if (Thrown(site, "\"The HAL could not allocate DMA memory: DmaAlloc returned address 0.\"") is { } thrown)
        {
            yield return list.With(before.Append(IfThenThrow(site, list.Statement, address + " == default", thrown)).Concat(Separated(site, after)));
        }
    }

    private static IEnumerable<StatementSyntax> Separated(FindingSite site, IEnumerable<StatementSyntax> statements) =>
        statements.Select((statement, index) => index == 0 ? Layout.WithBlankLineBefore(statement, site.NewLine) : statement);

    // The test may use what is declared before the allocation, not what stands between.
    private static bool NeedsNothingOf(StatementSyntax test, IEnumerable<StatementSyntax> between)
    {
        HashSet<string> declared = new(between.SelectMany(statement => statement.DescendantNodesAndSelf()).Select(node => node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            _ => string.Empty,
        }));
        return !test.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => declared.Contains(name.Identifier.ValueText));
    }

    private static string? Thrown(FindingSite site, string message) => site.Model.Compilation.GetTypeByMetadataName("Hal.DmaException") is { } exception
        ? $"throw new {exception.ToMinimalDisplayString(site.Model, site.Flagged.SpanStart)}({message});"
        : null;

    private static IfStatementSyntax IfThenThrow(FindingSite site, StatementSyntax like, string condition, string thrown)
    {
        string open = Layout.OpensBracesInLine(like) ? " {\n" : "\n{\n";
        return (IfStatementSyntax)Layout.Statement($"if ({condition}){open}{Layout.UnitAround(like)}{thrown}\n}}", Layout.IndentationOf(like), site.NewLine);
    }
}
