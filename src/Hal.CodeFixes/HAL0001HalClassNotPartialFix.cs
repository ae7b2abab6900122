using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes;

/// <summary>Makes the class <c>static partial</c> with static members, not file-local, and every type around it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL0001HalClassNotPartialFix : DocumentFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(HAL0001HalClassNotPartial.Id);

    /// <inheritdoc/>
    protected override string Title => "Make it a static partial class";

    /// <inheritdoc/>
    protected override async Task<bool> CanFixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root && HalClassAt(root, diagnostic) is not null;

    /// <inheritdoc/>
    protected override async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var classes = new HashSet<TypeDeclarationSyntax>(diagnostics.Select(diagnostic => HalClassAt(root, diagnostic)).OfType<ClassDeclarationSyntax>());
        TypeDeclarationSyntax[] types = classes.SelectMany(hal => hal.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()).Distinct().ToArray();
        return document.WithSyntaxRoot(root.ReplaceNodes(types, (original, current) => Partial(classes.Contains(original) ? Static(current) : current)));
    }

    // Null where modifiers alone do not help: a record or a class with a base, members that cannot be static, a generic type around it.
    private static ClassDeclarationSyntax? HalClassAt(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindToken(diagnostic.Location.SourceSpan.Start).Parent is ClassDeclarationSyntax { BaseList: null } hal
            && hal.Members.All(CanBeStatic)
            && hal.Ancestors().OfType<TypeDeclarationSyntax>().All(outer => outer.TypeParameterList is null)
            ? hal
            : null;

    private static bool CanBeStatic(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax => true,
        ConstructorDeclarationSyntax => Has(member, SyntaxKind.StaticKeyword),
        BaseFieldDeclarationSyntax or MethodDeclarationSyntax or PropertyDeclarationSyntax or EventDeclarationSyntax =>
            !Has(member, SyntaxKind.AbstractKeyword) && !Has(member, SyntaxKind.VirtualKeyword) && !Has(member, SyntaxKind.OverrideKeyword),
        _ => false,
    };

    private static TypeDeclarationSyntax Static(TypeDeclarationSyntax hal)
    {
        hal = hal.WithMembers(SyntaxFactory.List(hal.Members.Select(StaticMember)));
        return Has(hal, SyntaxKind.StaticKeyword) ? hal : (TypeDeclarationSyntax)Without(hal, SyntaxKind.SealedKeyword, SyntaxKind.AbstractKeyword).With(SyntaxKind.StaticKeyword);
    }

    private static MemberDeclarationSyntax StaticMember(MemberDeclarationSyntax member) =>
        member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax || Has(member, SyntaxKind.StaticKeyword) || Has(member, SyntaxKind.ConstKeyword)
            ? member
            : member.With(SyntaxKind.StaticKeyword);

    private static TypeDeclarationSyntax Partial(TypeDeclarationSyntax type)
    {
        type = (TypeDeclarationSyntax)Without(type, SyntaxKind.FileKeyword);
        return Has(type, SyntaxKind.PartialKeyword) ? type : (TypeDeclarationSyntax)type.With(SyntaxKind.PartialKeyword);
    }

    private static bool Has(MemberDeclarationSyntax member, SyntaxKind modifier) => member.Modifiers.Any(modifier);

    private static MemberDeclarationSyntax Without(MemberDeclarationSyntax member, params SyntaxKind[] modifiers)
    {
        foreach (SyntaxToken modifier in member.Modifiers.Where(modifier => modifiers.Contains(modifier.Kind())))
        {
            member = member.Without(modifier.Kind());
        }

        return member;
    }
}
