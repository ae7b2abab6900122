using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Hal.Analyzers.Definition;
using Hal.Generators.Input;
using Hal.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Hal.CodeFixes;

/// <summary>Implements the HAL: writes every missing member, with its contracts as a doc comment and a body that throws.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL0002MemberMissingFix : DocumentFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(HAL0002MemberMissing.Id);

    /// <inheritdoc/>
    protected override string Title => "Implement the HAL";

    /// <inheritdoc/>
    protected override async Task<bool> CanFixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        return HalClassAt(root, diagnostic) is { } hal && !MissingMembers(model, hal, cancellation).IsEmpty;
    }

    /// <inheritdoc/>
    protected override async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        string newLine = NewLines.Of(root);
        var editor = new SyntaxEditor(root, document.Project.Solution.Workspace.Services);
        foreach (ClassDeclarationSyntax hal in diagnostics.Select(diagnostic => HalClassAt(root, diagnostic)).OfType<ClassDeclarationSyntax>().Distinct())
        {
            MemberDeclarationSyntax[] methods = MissingMembers(model, hal, cancellation)
                .Select(member => (MemberDeclarationSyntax)HalMemberSource.Method(member, newLine))
                .ToArray();
            bool needsUnsafe = !IsUnsafe(hal);
            editor.ReplaceNode(hal, (current, _) => WithMembers((ClassDeclarationSyntax)current, methods, needsUnsafe, newLine));
        }

        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }

    // Null also while the class has no name or no end yet: there is no place to write members to.
    private static ClassDeclarationSyntax? HalClassAt(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindToken(diagnostic.Location.SourceSpan.Start).Parent is ClassDeclarationSyntax { Identifier.IsMissing: false } hal
            && (IsThere(hal.CloseBraceToken, SyntaxKind.CloseBraceToken) || IsThere(hal.SemicolonToken, SyntaxKind.SemicolonToken))
            ? hal
            : null;

    private static bool IsThere(SyntaxToken token, SyntaxKind kind) => token.IsKind(kind) && !token.IsMissing;

    // Without those whose name another kind of member has: the author must rename that first.
    private static ImmutableArray<HalMember> MissingMembers(SemanticModel model, ClassDeclarationSyntax hal, CancellationToken cancellation)
    {
        if (model.GetDeclaredSymbol(hal, cancellation) is not { } type
            || model.Compilation.GetTypeByMetadataName(HalClassReader.AttributeName) is not { } attribute)
        {
            return ImmutableArray<HalMember>.Empty;
        }

        return HAL0002MemberMissing.Missing(type, HalMemberReader.Read(type, attribute.ContainingAssembly))
            .Where(member => type.GetMembers(member.Name).IsEmpty)
            .ToImmutableArray();
    }

    private static bool IsUnsafe(SyntaxNode node) =>
        node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(type => type.Modifiers.Any(SyntaxKind.UnsafeKeyword));

    private static ClassDeclarationSyntax WithMembers(ClassDeclarationSyntax hal, MemberDeclarationSyntax[] methods, bool needsUnsafe, string newLine)
    {
        if (hal.SemicolonToken.IsKind(SyntaxKind.SemicolonToken))
        {
            // 'class QemuHal;' has no body to write into.
            SyntaxTrivia end = SyntaxFactory.EndOfLine(newLine);
            SyntaxToken last = hal.SemicolonToken.GetPreviousToken();
            hal = hal.ReplaceToken(last, last.WithTrailingTrivia(end));
            hal = hal
                .WithOpenBraceToken(SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(end))
                .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(hal.SemicolonToken.TrailingTrivia))
                .WithSemicolonToken(default);
        }

        if (hal.Members.Count == 0)
        {
            methods[0] = methods[0].WithLeadingTrivia(methods[0].GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        }

        hal = hal.AddMembers(methods);
        return needsUnsafe ? (ClassDeclarationSyntax)hal.With(SyntaxKind.UnsafeKeyword) : hal;
    }
}
