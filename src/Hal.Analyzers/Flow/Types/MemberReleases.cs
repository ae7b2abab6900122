using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using Hal.Analyzers.Flow.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.Analyzers.Flow.Types;

/// <summary>
/// Finds out whether anybody could release what a field holds. Everything that can name the field is looked at; one use that is not certainly
/// harmless is enough. Nothing waits for the end of the compilation: the answer for one file is that for all.
/// </summary>
internal sealed class MemberReleases
{
    private readonly FlowServices _services;
    private readonly ConcurrentDictionary<ISymbol, MemberFate> _fates = new(SymbolEqualityComparer.Default);

    public MemberReleases(FlowServices services) => _services = services;

    /// <summary>Whether what was put into these fields is certainly never released, although it should be.</summary>
    /// <param name="keeper">The fields.</param>
    /// <param name="isShare">
    /// Whether it is a share, which always has to be ended. Memory may live as long as the process: it has leaked where its type has an end.
    /// </param>
    /// <param name="cancellation">Ends the search.</param>
    public bool IsForgotten(Keeper keeper, bool isShare, CancellationToken cancellation)
    {
        for (Keeper? next = keeper; next is not null; next = next.Earlier)
        {
            if (!_fates.TryGetValue(next.Member, out MemberFate fate))
            {
                fate = Find(next.Member, cancellation);
                _fates.TryAdd(next.Member, fate);
            }

            if (fate == MemberFate.MayBeReleased || (fate == MemberFate.KeptForLife && !isShare))
            {
                return false;
            }
        }

        return true;
    }

    private MemberFate Find(ISymbol member, CancellationToken cancellation)
    {
        if (member is ILocalSymbol || member.IsStatic || member.DeclaringSyntaxReferences.IsEmpty || MemberDomain.TypeOf(member) is not { } domain)
        {
            return MemberFate.MayBeReleased;
        }

        var uses = new MemberUses(_services, member);
        bool hasEnd = domain.AllInterfaces.Any(implemented => implemented.Name is "IDisposable" or "IAsyncDisposable");
        foreach (SyntaxReference part in domain.DeclaringSyntaxReferences)
        {
            SemanticModel model = _services.Models.Of(part.SyntaxTree);
            foreach (SyntaxNode node in part.GetSyntax(cancellation).DescendantNodes())
            {
                if (node is SimpleNameSyntax name)
                {
                    if (uses.MayRelease(name, model, cancellation))
                    {
                        return MemberFate.MayBeReleased;
                    }

                    hasEnd |= IsEnd(name, member, model, cancellation);
                }

                hasEnd |= node is DestructorDeclarationSyntax;
            }
        }

        return hasEnd ? MemberFate.Forgotten : MemberFate.KeptForLife;
    }

    /// <summary>Whether a value holds nothing: null, default, or an array that is made with no elements set.</summary>
    private static bool IsNothing(ExpressionSyntax value, SemanticModel model, CancellationToken cancellation) =>
        value.RawKind is (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression ||
        value is ArrayCreationExpressionSyntax { Initializer: null } or CollectionExpressionSyntax { Elements.Count: 0 } ||
        (value is InvocationExpressionSyntax empty && model.GetSymbolInfo(empty, cancellation).Symbol is IMethodSymbol { Name: "Empty", ContainingType.SpecialType: SpecialType.System_Array });

    /// <summary>Whether a type gives the memory in another field back, or gives up what the member holds: its objects end before the process does.</summary>
    private static bool IsEnd(SimpleNameSyntax name, ISymbol member, SemanticModel model, CancellationToken cancellation)
    {
        if (name.Identifier.ValueText is "DmaDealloc" or "Dispose" or "Deallocate")
        {
            return name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call &&
                (name.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() ?? (SyntaxNode)call).DescendantNodes().OfType<SimpleNameSyntax>()
                    .Any(part => model.GetSymbolInfo(part, cancellation).Symbol is IFieldSymbol { IsStatic: false });
        }

        if (name.Identifier.ValueText != member.Name)
        {
            return false;
        }

        SyntaxNode target = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return target.Parent is AssignmentExpressionSyntax assignment && assignment.Left == target && IsNothing(assignment.Right, model, cancellation) &&
            name.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null;
    }
}
