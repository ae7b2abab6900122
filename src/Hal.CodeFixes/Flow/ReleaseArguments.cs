using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.CodeFixes.Flow;

/// <summary>Tells a release what its acquisition was told.</summary>
internal static class ReleaseArguments
{
    /// <summary>
    /// The flagged argument put right; and, since a call that is wrong twice is reported once, that and further arguments of the call put right.
    /// </summary>
    /// <param name="parameter">The parameter of both calls that the flagged argument is for.</param>
    /// <param name="others">Further parameters that both calls have.</param>
    public static IEnumerable<SyntaxNode> Correct(FindingSite site, string parameter, params string[] others)
    {
        if (site.HalCallAround(site.Flagged) is not { } release
            || site.AcquisitionOfRelated() is not { } acquisition
            || FindingSite.Argument(release, "paddr") is not { } address
            || Replacement(site, acquisition, release, address, parameter) is not { } correction)
        {
            yield break;
        }

        yield return Replace(site.Root, ImmutableArray.Create(correction));
        ImmutableArray<(ExpressionSyntax Old, ExpressionSyntax New)> further = others
            .Select(other => Replacement(site, acquisition, release, address, other))
            .Where(other => other is not null)
            .Select(other => other!.Value)
            .ToImmutableArray();
        if (!further.IsEmpty)
        {
            yield return Replace(site.Root, further.Add(correction));
        }
    }

    private static (ExpressionSyntax Old, ExpressionSyntax New)? Replacement(
        FindingSite site, IOperation acquisition, IInvocationOperation release, ExpressionSyntax address, string parameter) =>
        FindingSite.Argument(release, parameter) is { } old
            && FindingSite.Argument(acquisition, parameter) is { } right
            && old.ToString() != right.ToString()
            && StableExpression.CanBeWrittenAt(site, right, old, address)
            ? (old, right.WithoutTrivia())
            : null;

    private static SyntaxNode Replace(SyntaxNode root, ImmutableArray<(ExpressionSyntax Old, ExpressionSyntax New)> arguments) => root.ReplaceNodes(
        arguments.Select(argument => argument.Old),
        (old, _) => arguments.First(argument => argument.Old == old).New.WithTriviaFrom(old));
}
