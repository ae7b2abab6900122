using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Hal.Analyzers.Rules;
using Hal.CodeFixes.Implementation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Hal.CodeFixes;

/// <summary>
/// Asks for memory that is aligned to a page. Memory of AlignedAlloc is given back by AlignedFree, so the class's calls of Free change with
/// it; where the memory was zeroed, it is cleared.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL4002MemoryNotAlignedFix : DocumentFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(HAL4002MemoryNotAligned.Id);

    /// <inheritdoc/>
    protected override string Title => "Align the memory to a page";

    /// <inheritdoc/>
    protected override async Task<bool> CanFixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        return AllocationSite.At(root, model, diagnostic) is { } site && CanFix(site, model);
    }

    /// <inheritdoc/>
    protected override async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics,
        CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        var editor = new SyntaxEditor(root, document.Project.Solution.Workspace.Services);
        foreach (AllocationSite site in diagnostics.Select(diagnostic =>
            AllocationSite.At(root, model, diagnostic)).OfType<AllocationSite>().Where(site => CanFix(site, model)))
        {
            if (AlignmentOf(site) is { } alignment)
            {
                editor.ReplaceNode(alignment, PageSize().WithTriviaFrom(alignment));
                continue;
            }

            editor.ReplaceNode(site.Call, SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, site.NativeMemoryClass,
                    SyntaxFactory.IdentifierName("AlignedAlloc")),
                SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList<ArgumentSyntax>(new SyntaxNodeOrToken[]
                {
                    SyntaxFactory.Argument(site.Size!),
                    SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space),
                    SyntaxFactory.Argument(PageSize()),
                }))).WithTriviaFrom(site.Call));
            if (site.Method.Name == "AllocZeroed")
            {
                (LocalDeclarationStatementSyntax statement, VariableDeclaratorSyntax variable) = site.Variable!.Value;
                editor.InsertAfter(statement, site.Clear(variable, site.Size!));
            }

            foreach (SimpleNameSyntax free in Calls(ClassOf(site), model, "Free").Select(NameOf))
            {
                editor.ReplaceNode(free, SyntaxFactory.IdentifierName("AlignedFree").WithTriviaFrom(free));
            }
        }

        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }

    private static bool CanFix(AllocationSite site, SemanticModel model)
    {
        if (AlignmentOf(site) is not null)
        {
            return true;
        }

        if (!site.IsNative || site.Method.Name is not ("Alloc" or "AllocZeroed") || site.Size is null ||
            (site.Method.Name == "AllocZeroed" && (site.Variable is not { } place || !site.IsOnlyValueOf(place.Variable))))
        {
            return false;
        }

        // Which Free is for which memory is plain only where all of it is this memory.
        TypeDeclarationSyntax type = ClassOf(site);
        return Calls(type, model, "Alloc", "AllocZeroed", "Realloc").Count() == 1 &&
            model.GetDeclaredSymbol(type)!.DeclaringSyntaxReferences.Select(part => part.GetSyntax()).All(part => part == type ||
                !part.ToString().Contains("NativeMemory"));
    }

    /// <summary>The alignment that is asked for, where there is one to raise.</summary>
    private static ExpressionSyntax? AlignmentOf(AllocationSite site)
    {
        int ordinal = site.Method.Name switch
        {
            "AlignedAlloc" when site.IsNative => 1,
            "_aligned_malloc" => 1,
            "aligned_alloc" or "memalign" => 0,
            _ => -1,
        };
        SeparatedSyntaxList<ArgumentSyntax> arguments = site.Call.ArgumentList.Arguments;
        return ordinal >= 0 && arguments.Count == 2 && arguments[ordinal].NameColon is null ? arguments[ordinal].Expression : null;
    }

    private static ExpressionSyntax PageSize() =>
        SyntaxFactory.ParseExpression("global::Hal.HalConstants.PageSize").WithAdditionalAnnotations(Simplifier.Annotation);

    private static TypeDeclarationSyntax ClassOf(AllocationSite site) => site.Call.FirstAncestorOrSelf<TypeDeclarationSyntax>()!;

    private static System.Collections.Generic.IEnumerable<InvocationExpressionSyntax> Calls(TypeDeclarationSyntax type,
        SemanticModel model, params string[] names) =>
        type.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => names.Contains(NameOf(call)?.Identifier.ValueText) &&
            model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType.Name: "NativeMemory" });

    private static SimpleNameSyntax NameOf(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax access ? access.Name : (call.Expression as SimpleNameSyntax)!;
}
