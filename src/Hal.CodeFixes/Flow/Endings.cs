using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.CodeFixes.Flow;

/// <summary>The ways to end on every path what a statement acquires.</summary>
internal static class Endings
{
    /// <summary>The release in a finally.</summary>
    public static IEnumerable<SyntaxNode> InFinally(FindingSite site) => Duty.Of(site, site.Flagged) is { } duty
        ? HeldRegion.Of(duty).Select(region => region.InFinally(Release.Of(duty))).OfType<SyntaxNode>()
        : Enumerable.Empty<SyntaxNode>();

    /// <summary>A share in a scope, where no path leaks after the device may have got the address.</summary>
    public static IEnumerable<SyntaxNode> InSharedScope(FindingSite site) => InSharedScope(site, site.Related.Skip(1).ToArray());

    /// <summary>A share in a scope, where no device gets the address at all.</summary>
    public static IEnumerable<SyntaxNode> InSharedScopeBeforeUse(FindingSite site) =>
        InSharedScope(site, site.Flagged.Ancestors().Where(StableExpression.IsFunction).Take(1).ToArray());

    /// <summary>A Dma in a using.</summary>
    public static IEnumerable<SyntaxNode> InUsing(FindingSite site) =>
        Duty.Of(site, site.Flagged) is { Kind: DutyKind.Dma, List.Statement: LocalDeclarationStatementSyntax { Declaration: var declaration } } duty
            ? HeldRegion.Of(duty).Select(region => region.InScope(declaration.ToString(), address: null)).OfType<SyntaxNode>()
            : Enumerable.Empty<SyntaxNode>();

    /// <summary><c>new SharedScope&lt;THal&gt;(buffer, direction)</c> for a share; null where the HAL cannot be named as a type argument.</summary>
    public static string? NewScope(FindingSite site, IOperation share)
    {
        ITypeSymbol? hal = share switch
        {
            IInvocationOperation { ConstrainedToType: { } parameter } => parameter,
            IInvocationOperation invocation => AsArgument(site, invocation.TargetMethod.ContainingType),
            IObjectCreationOperation { Type: INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } } => arguments[0],
            _ => null,
        };
        SeparatedSyntaxList<ArgumentSyntax>? told = share.Syntax switch
        {
            InvocationExpressionSyntax invocation => invocation.ArgumentList.Arguments,
            BaseObjectCreationExpressionSyntax { ArgumentList: { } list, Initializer: null } => list.Arguments,
            _ => null,
        };
        return hal is not null && told is not null && site.Known.SharedScope is { } scope
            ? $"new {scope.Construct(hal).ToMinimalDisplayString(site.Model, share.Syntax.SpanStart)}({told})"
            : null;
    }

    private static IEnumerable<SyntaxNode> InSharedScope(FindingSite site, IReadOnlyCollection<SyntaxNode> leaks)
    {
        if (Duty.Of(site, site.Flagged) is not { Kind: DutyKind.Address or DutyKind.Shared, Acquisition: { } acquisition } duty
            || Acquired.KindOf(site, acquisition) is null
            || NewScope(site, acquisition) is not { } created)
        {
            return Enumerable.Empty<SyntaxNode>();
        }

        string name = duty.Kind == DutyKind.Shared ? duty.Holder : Names.Unused(site, duty.List.Statement, "shared");
        return HeldRegion.Of(duty)
            .Where(region => !region.IsUsedBefore(leaks))
            .Select(region => region.InScope($"var {name} = {created}", duty.Kind == DutyKind.Shared ? null : name + ".Paddr"))
            .OfType<SyntaxNode>();
    }

    // A static class is no type argument; its binding is.
    private static ITypeSymbol? AsArgument(FindingSite site, INamedTypeSymbol hal) =>
        KnownTypes.HasAttribute(hal, site.Known.HalImplementationAttribute) ? hal.GetTypeMembers("Binding").FirstOrDefault()
        : hal is { IsValueType: true } ? hal
        : null;
}
