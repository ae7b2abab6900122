using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.CodeFixes.Flow;

/// <summary>Tells a release what its acquisition was told, or returned.</summary>
internal static class ReleaseArguments
{
    /// <summary>
    /// The flagged argument put right; and, since a call that is wrong twice is reported once, that and further arguments of the call put right.
    /// </summary>
    /// <param name="parameter">The parameter of both calls that the flagged argument is for.</param>
    /// <param name="others">Further parameters that both calls have.</param>
    public static IEnumerable<SyntaxNode> Correct(FindingSite site, string parameter, params string[] others) =>
        site.HalCallAround(site.Flagged) is { } release && FindingSite.Argument(release, parameter) is { } old && Told(site, release, parameter) is { } right
            ? Replace(site, release, old, right, others)
            : Enumerable.Empty<SyntaxNode>();

    /// <summary>The pointer that belongs to the address.</summary>
    public static IEnumerable<SyntaxNode> CorrectPointer(FindingSite site)
    {
        if (site.HalCallAround(site.Flagged) is not { } release || FindingSite.Argument(release, "vaddr") is not { } old || PointerOf(site, release) is not { } right)
        {
            return Enumerable.Empty<SyntaxNode>();
        }

        // Where two were swapped, the engine speaks of the first alone: put right by itself, it would leave the second to be flagged.
        Dictionary<SyntaxNode, ExpressionSyntax> swapped = StableExpression.Function(release.Syntax)!.DescendantNodes()
            .OfType<InvocationExpressionSyntax>()
            .Select(call => site.Model.GetOperation(call, site.Cancellation))
            .OfType<IInvocationOperation>()
            .Where(call => site.OperationOf(call) == HalOperation.DmaDealloc)
            .Select(call => (Old: FindingSite.Argument(call, "vaddr"), Right: PointerOf(site, call)))
            .Where(pair => pair.Old is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Vaddr" } && pair.Right is not null && pair.Right != pair.Old.ToString())
            .ToDictionary(pair => (SyntaxNode)pair.Old!, pair => SyntaxFactory.ParseExpression(pair.Right!));
        IEnumerable<SyntaxNode> alone = Replace(site, release, old, SyntaxFactory.ParseExpression(right), "pages");
        return swapped.Count > 1 ? alone.Append(site.Root.ReplaceNodes(swapped.Keys, (node, _) => swapped[node].WithTriviaFrom(node))) : alone;
    }

    /// <summary>The pointer that goes with the address of a release; null where it has no name there.</summary>
    public static string? PointerOf(FindingSite site, IInvocationOperation release)
    {
        if (FindingSite.Argument(release, "paddr") is not { } address)
        {
            return null;
        }

        if (address is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Paddr", Expression: var owner })
        {
            ITypeSymbol? type = site.Model.GetTypeInfo(owner, site.Cancellation).Type;
            return SymbolEqualityComparer.Default.Equals(type, site.Known.DmaAllocation) ? owner + ".Vaddr"
                : site.Known.DmaBaseOf(type) is not null ? owner + ".Vaddr(0)"
                : null;
        }

        // The address alone is a local: of a deconstruction, whose other part is the pointer.
        return !site.Related.IsEmpty
            && Acquired.Of(site, site.Related[0]) is { Kind: DutyKind.Allocation, Holders: { Length: 2 } parts }
            && SymbolEqualityComparer.Default.Equals(StableExpression.RootSymbol(site, address), parts[0])
            ? parts[1].Name
            : null;
    }

    /// <summary>What the acquisition was told for a parameter, where it may be written at the release; null otherwise.</summary>
    public static ExpressionSyntax? Told(FindingSite site, IInvocationOperation release, string parameter) =>
        site.AcquisitionOfRelated() is { } acquisition
            && FindingSite.Argument(acquisition, parameter) is { } told
            && FindingSite.Argument(release, "paddr") is { } address
            && StableExpression.CanBeWrittenAt(site, told, release.Syntax, address)
            ? told.WithoutTrivia()
            : null;

    private static IEnumerable<SyntaxNode> Replace(FindingSite site, IInvocationOperation release, ExpressionSyntax old, ExpressionSyntax right, params string[] others)
    {
        var corrections = new Dictionary<SyntaxNode, ExpressionSyntax> { [old] = right };
        yield return Apply();
        foreach (string other in others)
        {
            if (FindingSite.Argument(release, other) is { } argument && Told(site, release, other) is { } told && told.ToString() != argument.ToString())
            {
                corrections.Add(argument, told);
            }
        }

        if (corrections.Count > 1)
        {
            yield return Apply();
        }

        SyntaxNode Apply() => site.Root.ReplaceNodes(corrections.Keys, (node, _) => corrections[node].WithTriviaFrom(node));
    }
}
