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

namespace Hal.CodeFixes;

/// <summary>Asks the allocator for zeroed memory where it has such a function, and else clears the memory behind the call.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL4001MemoryNotZeroedFix : DocumentFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(HAL4001MemoryNotZeroed.Id);

    /// <inheritdoc/>
    protected override string Title => "Zero the memory";

    /// <inheritdoc/>
    protected override async Task<bool> CanFixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        return AllocationSite.At(root, model, diagnostic) is { } site && (ZeroingName(site) is not null || CanClear(site));
    }

    /// <inheritdoc/>
    protected override async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics,
        CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        var editor = new SyntaxEditor(root, document.Project.Solution.Workspace.Services);
        foreach (AllocationSite site in diagnostics.Select(diagnostic =>
            AllocationSite.At(root, model, diagnostic)).OfType<AllocationSite>())
        {
            if (ZeroingName(site) is { } name)
            {
                SimpleNameSyntax called = ((MemberAccessExpressionSyntax)site.Call.Expression).Name;
                editor.ReplaceNode(called, (current, _) =>
                    ((SimpleNameSyntax)current).WithIdentifier(SyntaxFactory.Identifier(name).WithTriviaFrom(called.Identifier)));
            }
            else if (CanClear(site))
            {
                (LocalDeclarationStatementSyntax statement, VariableDeclaratorSyntax variable) = site.Variable!.Value;
                editor.InsertAfter(statement, site.Clear(variable, site.Size!));
            }
        }

        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }

    // The function of the same class that zeroes and is else the same, so that the memory is given back as before.
    private static string? ZeroingName(AllocationSite site) => site.Call.Expression is not MemberAccessExpressionSyntax ? null
        : site.IsNative && site.Method.Name == "Alloc" ? "AllocZeroed"
        : site.IsGarbageCollected && site.Method.Name == "AllocateUninitializedArray" ? "AllocateArray"
        : null;

    private static bool CanClear(AllocationSite site) => site is { Variable: { } place, Size: not null } &&
        site.IsOnlyValueOf(place.Variable);
}
