using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Options;
using Microsoft.CodeAnalysis.Simplification;

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

    // The editor would format too, but it ends lines as its machine does; here they end as the document's other lines do.
    private async Task<Document> FixAndFormatAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        SyntaxNode before = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        document = await FixAsync(document, diagnostics, cancellation).ConfigureAwait(false);
        document = await Simplifier.ReduceAsync(document, Simplifier.Annotation, cancellationToken: cancellation).ConfigureAwait(false);
        OptionSet options = (await document.GetOptionsAsync(cancellation).ConfigureAwait(false))
            .WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, NewLines.Of(before));
        document = await Formatter.FormatAsync(document, Formatter.Annotation, options, cancellation).ConfigureAwait(false);
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        SyntaxNode[] formatted = root.GetAnnotatedNodes(Formatter.Annotation).ToArray();
        return document.WithSyntaxRoot(root.ReplaceNodes(formatted, (_, current) => current.WithoutAnnotations(Formatter.Annotation)));
    }
}
