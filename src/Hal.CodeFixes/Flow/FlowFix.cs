using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes.Flow;

/// <summary>
/// A fix for a flow rule. Whether code keeps a contract shows only when its paths are followed, so every change is tried before it is offered: the
/// compiler must accept it, the finding must be gone, and no other may have come. Where no change passes, none is offered. Fix All mends one finding after the
/// other, each in the document as the one before left it.
/// </summary>
public abstract class FlowFix : CodeFixProvider
{
    /// <summary>The rule whose findings are mended.</summary>
    protected abstract string Id { get; }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(Id);

    /// <summary>The ways to mend a finding, the one to prefer first.</summary>
    private protected abstract ImmutableArray<Remedy> Remedies { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
    {
        Remedy? remedy = Remedies.FirstOrDefault(remedy => remedy.Title == context.CodeActionEquivalenceKey);
        return remedy is null ? document : await FixAllAsync(document, diagnostics, remedy, context.CancellationToken).ConfigureAwait(false);
    });

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Remedy remedy in Remedies)
            {
                Document changed = await FixAllAsync(context.Document, ImmutableArray.Create(diagnostic), remedy, context.CancellationToken).ConfigureAwait(false);
                if (changed != context.Document)
                {
                    context.RegisterCodeFix(CodeAction.Create(remedy.Title, _ => Task.FromResult(changed), equivalenceKey: remedy.Title), diagnostic);
                }
            }
        }
    }

    private async Task<Document> FixAllAsync(Document document, ImmutableArray<Diagnostic> diagnostics, Remedy remedy, CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        Place[] places = diagnostics
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => Place.Of(root, diagnostic))
            .OfType<Place>()
            .ToArray();
        Document tracked = document.WithSyntaxRoot(root.TrackNodes(places.SelectMany(place => place.Nodes).Distinct()));
        Document current = tracked;
        foreach (Place place in places)
        {
            current = await FixOneAsync(current, place, remedy, cancellation).ConfigureAwait(false) ?? current;
        }

        return current == tracked ? document : current;
    }

    private async Task<Document?> FixOneAsync(Document document, Place place, Remedy remedy, CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (root.GetCurrentNode(place.Flagged) is not { } flagged
            || root.GetCurrentNode(place.Member) is not { } member
            || FindingSite.Create(model, flagged, place.Related.Select(node => root.GetCurrentNode(node)).OfType<SyntaxNode>().ToImmutableArray(), cancellation) is not { } site)
        {
            return null;
        }

        FixTrial? before = null;
        Document? best = null;
        int fewest = int.MaxValue;
        foreach (SyntaxNode candidate in remedy.Rewrite(site))
        {
            before ??= await FixTrial.RunAsync(document, Looked(member, remedy), Id, cancellation).ConfigureAwait(false);
            if (!before.Reports(Id, flagged.Span))
            {
                return null; // the fix of another finding has mended it
            }

            Document changed = await Finishing.ApplyAsync(document.WithSyntaxRoot(candidate), NewLines.Of(root), cancellation).ConfigureAwait(false);
            SyntaxNode changedRoot = (await changed.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
            if (changedRoot.GetCurrentNode(place.Member) is not { } changedMember)
            {
                continue;
            }

            FixTrial after = await FixTrial.RunAsync(changed, Looked(changedMember, remedy), Id, cancellation).ConfigureAwait(false);
            if (after.Mends(before, Id) && after.Findings < fewest)
            {
                best = changed;
                fewest = after.Findings;
            }
        }

        return best;
    }

    // Where a remedy changes another member than that of the finding, all of the type is judged.
    private static SyntaxNode Looked(SyntaxNode member, Remedy remedy) =>
        remedy.ChangesType && member.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? type : member;

    /// <summary>The nodes of a finding in the document that it was reported for, to be found again after each change.</summary>
    private sealed class Place
    {
        private Place(SyntaxNode flagged, SyntaxNode member, ImmutableArray<SyntaxNode> related)
        {
            Flagged = flagged;
            Member = member;
            Related = related;
        }

        public SyntaxNode Flagged { get; }

        public SyntaxNode Member { get; }

        public ImmutableArray<SyntaxNode> Related { get; }

        public IEnumerable<SyntaxNode> Nodes => Related.Add(Flagged).Add(Member);

        public static Place? Of(SyntaxNode root, Diagnostic diagnostic)
        {
            SyntaxNode flagged = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            return flagged.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not BaseTypeDeclarationSyntax and not BaseNamespaceDeclarationSyntax
                ? new Place(
                    flagged,
                    member,
                    diagnostic.AdditionalLocations
                        .Where(location => location.SourceTree == root.SyntaxTree || location.SourceTree?.FilePath == root.SyntaxTree.FilePath)
                        .Where(location => root.FullSpan.Contains(location.SourceSpan))
                        .Select(location => root.FindNode(location.SourceSpan, getInnermostNodeForTie: true))
                        .ToImmutableArray())
                : null;
        }
    }
}
