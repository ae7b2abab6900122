using System.Collections.Generic;
using Hal.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.Generators.Rules;

/// <summary>The generator adds to the class from a file of its own: the class and every type around it must let it.</summary>
internal static class HAL0001HalClassNotPartial
{
    public const string Id = "HAL0001";

    public static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        Id,
        "A HAL class is static and partial, in partial types",
        "The HAL class '{0}' cannot be bound: {1}",
        RuleCategory.Definition,
        DiagnosticSeverity.Error,
        description: "The generator adds the binding to the class in another file. So the class is a static partial class that is not file-local, and every type "
            + "around it is partial and not generic.",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static Finding? Check(INamedTypeSymbol type, TypeDeclarationSyntax declaration, Place place)
    {
        List<string>? reasons = null;
        if (type.IsRecord)
        {
            Add(ref reasons, "it is a record; make it a 'static partial class'");
        }
        else
        {
            bool isPartial = IsPartial(declaration);
            if (!isPartial || !type.IsStatic)
            {
                string what = isPartial ? "static" : type.IsStatic ? "partial" : "static and partial";
                Add(ref reasons, $"it is not {what}; declare it 'static partial class'");
            }
        }

        if (type.IsFileLocal)
        {
            Add(ref reasons, "it is file-local, and the binding stands in another file; remove 'file'");
        }

        for (SyntaxNode? node = declaration.Parent; node is TypeDeclarationSyntax outer; node = node.Parent)
        {
            string name = outer.Identifier.ValueText;
            if (!IsPartial(outer))
            {
                Add(ref reasons, $"the type '{name}' around it is not partial; add 'partial'");
            }

            if (outer.TypeParameterList is not null)
            {
                Add(ref reasons, $"the type '{name}' around it is generic; move the HAL class out of it");
            }

            if (outer.Modifiers.Any(SyntaxKind.FileKeyword))
            {
                Add(ref reasons, $"the type '{name}' around it is file-local, and the binding stands in another file; remove 'file'");
            }
        }

        return reasons is null ? null : new Finding(Descriptor, place, type.Name, string.Join(", and ", reasons));
    }

    private static bool IsPartial(TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static void Add(ref List<string>? reasons, string reason) => (reasons ??= new List<string>()).Add(reason);
}
