using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Hal.Generators.Model;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.Generators.Input;

/// <summary>
/// Reads a class marked <c>[HalImplementation]</c> into a model. Symbols and syntax end here. It runs for every HAL class at every edit, so it asks for
/// members by name, compares types by identity and makes no display strings.
/// </summary>
internal static class HalClassReader
{
    public const string AttributeName = "Hal.HalImplementationAttribute";

    /// <summary>Whether a marked declaration is worth reading. On a struct the compiler itself refuses the attribute.</summary>
    public static bool CouldBeHalClass(SyntaxNode node, CancellationToken cancellation) =>
        node.IsKind(SyntaxKind.ClassDeclaration) || node.IsKind(SyntaxKind.RecordDeclaration);

    /// <returns>Null for every part of a class but the first that is marked, so that a class marked twice by mistake is read once.</returns>
    public static HalReading? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        INamedTypeSymbol attribute = context.Attributes[0].AttributeClass!;
        if (!IsFirstMarkedPart(type, attribute, declaration))
        {
            return null;
        }

        List<Finding>? findings = null;
        var place = Place.Of(declaration.Identifier);
        Add(ref findings, HAL0001HalClassNotPartial.Check(type, declaration, place));
        Add(ref findings, HAL0004GeneratedNameTaken.Check(type, place));
        HalClass? model = findings is null ? Model(type, attribute.ContainingAssembly) : null;
        return new HalReading(model, type.Name, place, findings is null ? default : new EquatableArray<Finding>(findings.ToArray()));
    }

    private static bool IsFirstMarkedPart(INamedTypeSymbol type, INamedTypeSymbol attribute, TypeDeclarationSyntax declaration)
    {
        foreach (AttributeData data in type.GetAttributes())
        {
            if (ReferenceEquals(data.AttributeClass, attribute) && data.ApplicationSyntaxReference is { } reference)
            {
                return reference.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(reference.Span);
            }
        }

        return false;
    }

    private static void Add(ref List<Finding>? findings, Finding? finding)
    {
        if (finding is not null)
        {
            (findings ??= new List<Finding>()).Add(finding);
        }
    }

    private static HalClass? Model(INamedTypeSymbol type, IAssemblySymbol hal)
    {
        // Half-typed declarations have empty names. Nothing can be written for them, and the compiler already says what is missing.
        if (NamespaceName(type.ContainingNamespace) is not { } namespaceName
            || ContainingTypes(type) is not { } containingTypes
            || TypeParameters(type) is not { } typeParameters
            || type.Name.Length == 0)
        {
            return null;
        }

        return new HalClass(namespaceName, containingTypes, type.Name, typeParameters, HalMemberReader.Read(type, hal));
    }

    private static string? NamespaceName(INamespaceSymbol name)
    {
        if (name.IsGlobalNamespace)
        {
            return string.Empty;
        }

        if (name.Name.Length == 0 || NamespaceName(name.ContainingNamespace) is not { } outer)
        {
            return null;
        }

        return outer.Length == 0 ? name.Name : outer + "." + name.Name;
    }

    private static EquatableArray<ContainingType>? ContainingTypes(INamedTypeSymbol type)
    {
        if (type.ContainingType is null)
        {
            return default(EquatableArray<ContainingType>);
        }

        var types = new List<ContainingType>();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (outer.Name.Length == 0 || Keyword(outer) is not { } keyword)
            {
                return null;
            }

            types.Insert(0, new ContainingType(keyword, outer.Name));
        }

        return new EquatableArray<ContainingType>(types.ToArray());
    }

    private static string? Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Class, IsRecord: true } => "record",
        { TypeKind: TypeKind.Class } => "class",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => null, // Nothing else can be reopened by a partial declaration.
    };

    private static EquatableArray<string>? TypeParameters(INamedTypeSymbol type)
    {
        ImmutableArray<ITypeParameterSymbol> parameters = type.TypeParameters;
        if (parameters.IsEmpty)
        {
            return default(EquatableArray<string>);
        }

        var names = new string[parameters.Length];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = parameters[i].Name;
            if (names[i].Length == 0)
            {
                return null;
            }
        }

        return new EquatableArray<string>(names);
    }
}
