using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Hal.CodeFixes;

/// <summary>
/// A fix that changes one document and offers one action for a finding. Fix All is the same change for all findings of the document at once, so that two
/// findings in one place do not edit against each other.
/// </summary>
public abstract class DocumentFix : CodeFixProvider
{
    /// <summary>What the action is called where it is offered.</summary>
    protected abstract string Title { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => diagnostics.IsEmpty
            ? document
            : await FixAndFormatAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await CanFixAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                ImmutableArray<Diagnostic> one = ImmutableArray.Create(diagnostic);
                context.RegisterCodeFix(
                    CodeAction.Create(Title, cancellation => FixAndFormatAsync(context.Document, one, cancellation), equivalenceKey: GetType().Name),
                    diagnostic);
            }
        }
    }

    /// <summary>Whether the change leaves code that compiles and no longer has the finding.</summary>
    protected abstract Task<bool> CanFixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation);

    /// <summary>The document with every one of the findings mended that can be. What is annotated for the simplifier and the formatter is left to them.</summary>
    protected abstract Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation);

    private async Task<Document> FixAndFormatAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        SyntaxNode before = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        document = await FixAsync(document, diagnostics, cancellation).ConfigureAwait(false);
        return await Finishing.ApplyAsync(document, NewLines.Of(before), cancellation).ConfigureAwait(false);
    }
}
