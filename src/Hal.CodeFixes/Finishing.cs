using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Options;
using Microsoft.CodeAnalysis.Simplification;

namespace Hal.CodeFixes;

/// <summary>The last step of every fix: what is annotated for the simplifier and the formatter is left to them.</summary>
internal static class Finishing
{
    /// <summary>Marks a full name whose namespace is to be imported where that changes no other name's meaning.</summary>
    public static SyntaxAnnotation Import { get; } = new("HalImport");

    // The editor would format too, but it ends lines as its machine does; here they end as the document's other lines do.
    public static async Task<Document> ApplyAsync(Document document, string newLine, CancellationToken cancellation)
    {
        SyntaxNode changed = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        if (changed.GetAnnotatedNodes(Import).Any())
        {
            document = await ImportAdder.AddImportsAsync(document, Import, cancellationToken: cancellation).ConfigureAwait(false);
        }

        document = await Simplifier.ReduceAsync(document, Simplifier.Annotation, cancellationToken: cancellation).ConfigureAwait(false);
        OptionSet options = (await document.GetOptionsAsync(cancellation).ConfigureAwait(false))
            .WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, newLine);
        document = await Formatter.FormatAsync(document, Formatter.Annotation, options, cancellation).ConfigureAwait(false);
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        SyntaxNode[] formatted = root.GetAnnotatedNodes(Formatter.Annotation).ToArray();
        return document.WithSyntaxRoot(root.ReplaceNodes(formatted, (_, current) => current.WithoutAnnotations(Formatter.Annotation)));
    }
}
