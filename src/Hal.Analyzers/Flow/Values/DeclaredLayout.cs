using System;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Values;

/// <summary>
/// The layout that a struct asks for, in its source or in the assembly that it comes from. There the compiler has written it into the
/// tables of the assembly, where no attribute tells it any more.
/// </summary>
internal readonly struct DeclaredLayout
{
    // What the largest fields that the runtime aligns want: those of a struct that does not pack its fields keep their own alignment.
    private const int Unpacked = 128;

    private readonly MetadataReader? _metadata;

    private DeclaredLayout(LayoutKind kind, int pack, int size, MetadataReader? metadata)
    {
        Kind = kind;
        Pack = pack == 0 ? Unpacked : pack;
        Size = size;
        _metadata = metadata;
    }

    public LayoutKind Kind { get; }

    /// <summary>The most that a field is aligned to, in bytes.</summary>
    public int Pack { get; }

    /// <summary>The least size of the struct, in bytes.</summary>
    public int Size { get; }

    public static DeclaredLayout Of(INamedTypeSymbol structure)
    {
        return AttributeOf(structure, "InlineArrayAttribute") is not null ? new(LayoutKind.Auto, 0, 0, null)
            : structure.DeclaringSyntaxReferences.IsEmpty ? FromAssembly(structure)
            : FromSource(structure);
    }

    /// <returns>Where an explicit layout puts a field, in bytes from the start; null where that is not told.</returns>
    public int? OffsetOf(IFieldSymbol field)
    {
        if (_metadata is null)
        {
            return AttributeOf(field, nameof(FieldOffsetAttribute)) is { ConstructorArguments: { Length: 1 } place } ? place[0].Value as int? : null;
        }

        EntityHandle handle = MetadataTokens.EntityHandle(field.OriginalDefinition.MetadataToken);
        return handle.Kind == HandleKind.FieldDefinition && _metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetOffset() is >= 0 and int told
            ? told
            : null;
    }

    private static DeclaredLayout FromSource(INamedTypeSymbol structure)
    {
        if (AttributeOf(structure, nameof(StructLayoutAttribute)) is not { } layout)
        {
            return new(LayoutKind.Sequential, 0, 0, null);
        }

        return layout.ConstructorArguments is { Length: 1 } arguments && arguments[0].Value is { } kind
            ? new((LayoutKind)Convert.ToInt32(kind), Named(nameof(StructLayoutAttribute.Pack)), Named(nameof(StructLayoutAttribute.Size)), null)
            : new(LayoutKind.Auto, 0, 0, null);

        int Named(string name) => layout.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value is int number ? number : 0;
    }

    private static AttributeData? AttributeOf(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == name);

    private static DeclaredLayout FromAssembly(INamedTypeSymbol structure)
    {
        EntityHandle handle = MetadataTokens.EntityHandle(structure.OriginalDefinition.MetadataToken);
        if (handle.Kind != HandleKind.TypeDefinition || handle.IsNil || structure.ContainingModule?.GetMetadata()?.GetMetadataReader() is not { } reader)
        {
            return new(LayoutKind.Auto, 0, 0, null);
        }

        TypeDefinition type = reader.GetTypeDefinition((TypeDefinitionHandle)handle);
        TypeLayout layout = type.GetLayout();
        LayoutKind kind = (type.Attributes & TypeAttributes.LayoutMask) switch
        {
            TypeAttributes.SequentialLayout => LayoutKind.Sequential,
            TypeAttributes.ExplicitLayout => LayoutKind.Explicit,
            _ => LayoutKind.Auto,
        };
        return new(kind, layout.PackingSize, layout.Size, reader);
    }
}
