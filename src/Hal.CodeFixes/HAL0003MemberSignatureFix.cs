using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Hal.Analyzers.Definition;
using Hal.Generators.Input;
using Hal.Generators.Model;
using Hal.Generators.Output;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Hal.CodeFixes;

/// <summary>
/// Gives a HAL member its signature. A method that takes the right parameters is changed where it stands: static, by value, the right return type. Beside any other
/// an overload is written, since what it takes is what its body works on.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL0003MemberSignatureFix : DocumentFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(HAL0003MemberSignature.Id);

    /// <inheritdoc/>
    protected override string Title => "Give it the signature of a HAL";

    /// <inheritdoc/>
    protected override async Task<bool> CanFixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        return MethodAt(root, diagnostic) is not null;
    }

    /// <inheritdoc/>
    protected override async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        string newLine = NewLines.Of(root);
        var editor = new SyntaxEditor(root, document.Project.Solution.Workspace.Services);
        foreach (MethodDeclarationSyntax method in diagnostics.Select(diagnostic => MethodAt(root, diagnostic)).OfType<MethodDeclarationSyntax>().Distinct())
        {
            HalMember? member = HalMember.All.FirstOrDefault(member => member.Name == method.Identifier.ValueText);
            if (member is null
                || model.GetDeclaredSymbol(method, cancellation) is not { } symbol
                || model.Compilation.GetTypeByMetadataName(HalClassReader.AttributeName) is not { } attribute)
            {
                continue;
            }

            if (TakesTheParameters(symbol, member, attribute.ContainingAssembly))
            {
                editor.ReplaceNode(method, (current, _) => WithSignature((MethodDeclarationSyntax)current, member));
            }
            else
            {
                editor.InsertAfter(method, HalMemberSource.Method(member, newLine));
            }
        }

        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }

    // Null also while the class has no end yet, so that nothing says where the method's would be.
    private static MethodDeclarationSyntax? MethodAt(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindToken(diagnostic.Location.SourceSpan.Start).Parent is MethodDeclarationSyntax { Parent: TypeDeclarationSyntax { CloseBraceToken.IsMissing: false } } method
            ? method
            : null;

    // Also where they are not by value: an overload that differs in that alone could not stand beside it, or would be called in its place.
    private static bool TakesTheParameters(IMethodSymbol method, HalMember member, IAssemblySymbol hal) =>
        method.Arity == 0
        && method.Parameters.Length == member.Parameters.Length
        && method.Parameters.Zip(member.Parameters, (actual, expected) => HalMemberReader.Is(actual.Type, expected.Type, hal)).All(same => same);

    private static MethodDeclarationSyntax WithSignature(MethodDeclarationSyntax method, HalMember member)
    {
        IEnumerable<ParameterSyntax> parameters = method.ParameterList.Parameters
            .Select(parameter => parameter.WithModifiers(default).WithLeadingTrivia(parameter.GetLeadingTrivia()));
        TypeSyntax returns = SyntaxFactory.ParseTypeName(Signatures.Qualified(member.Returns))
            .WithTriviaFrom(method.ReturnType)
            .WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation);
        method = method
            .WithReturnType(returns)
            .WithParameterList(method.ParameterList.WithParameters(
                SyntaxFactory.SeparatedList(parameters, method.ParameterList.Parameters.GetSeparators())));
        return method.Modifiers.Any(SyntaxKind.StaticKeyword) ? method : (MethodDeclarationSyntax)method.With(SyntaxKind.StaticKeyword);
    }
}
