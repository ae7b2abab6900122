using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Flow.State;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>The additional locations of a finding.</summary>
internal static class Places
{
    /// <summary>Where a token was acquired: the call, or the parameter that brought it.</summary>
    public static ImmutableArray<Location> Of(Token? token) =>
        token is not null && LocationOf(token) is { } location ? ImmutableArray.Create(location) : ImmutableArray<Location>.Empty;

    /// <summary>Where a token was acquired, and further places.</summary>
    public static ImmutableArray<Location> Of(Token? token, params SyntaxNode?[] further) =>
        Of(token).AddRange(further.Where(place => place is not null).Select(place => place!.GetLocation()));

    /// <summary>The call that acquired a token, or the parameter that brought it.</summary>
    public static SyntaxNode? Acquisition(Token token) =>
        token.Site?.Syntax ?? token.Parameter?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();

    /// <summary>The statement around an operation: what is wrong twice in one statement is said once.</summary>
    public static SyntaxNode Statement(SyntaxNode node) => node.FirstAncestorOrSelf<Microsoft.CodeAnalysis.CSharp.Syntax.StatementSyntax>() ?? node;

    private static Location? LocationOf(Token token) =>
        token.Site?.Syntax.GetLocation() ?? token.Parameter?.Locations.FirstOrDefault();
}
