using System;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Values;

/// <summary>
/// The size of a struct, as the runtime lays it out: its fields in order, each aligned to its size, or packed and placed as it asks for. Not
/// known for one whose layout the runtime chooses, and where a field's size depends on the machine.
/// </summary>
internal static class StructLayout
{
    private const int MostDepth = 8;

    /// <returns>The size in bytes; 0 where it is not known.</returns>
    public static int SizeOf(INamedTypeSymbol type) => Measure(type, null, 0).Size;

    /// <returns>How far a field lies behind the start of its struct, in bytes; null where it is not known.</returns>
    public static int? OffsetOf(IFieldSymbol field)
    {
        (int size, _, int offset) = Measure(field.ContainingType, field, 0);
        return size == 0 ? null : offset;
    }

    private static (int Size, int Alignment, int Offset) Measure(ITypeSymbol type, IFieldSymbol? wanted, int depth)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } structure)
        {
            int width = type.SpecialType == SpecialType.None && type.TypeKind != TypeKind.Enum ? 0 : Numbers.SizeOf(type);
            return (width, width, 0);
        }

        if (depth == MostDepth)
        {
            return default;
        }

        DeclaredLayout layout = DeclaredLayout.Of(structure);
        if (layout.Kind == LayoutKind.Auto)
        {
            return default;
        }

        int end = 0;
        int largest = 1;
        int offset = 0;
        foreach (IFieldSymbol field in structure.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic))
        {
            ITypeSymbol element = field.IsFixedSizeBuffer ? ((IPointerTypeSymbol)field.Type).PointedAtType : field.Type;
            (int width, int natural, _) = Measure(element, null, depth + 1);
            int alignment = Math.Min(natural, layout.Pack);
            int? start = width == 0 || IsPlaceholder(field) ? null : layout.Kind == LayoutKind.Explicit ? layout.OffsetOf(field) : Align(end, alignment);
            if (start is not { } place)
            {
                return default;
            }

            if (SymbolEqualityComparer.Default.Equals(field, wanted))
            {
                offset = place;
            }

            end = Math.Max(end, place + (field.IsFixedSizeBuffer ? width * field.FixedSize : width));
            largest = Math.Max(largest, alignment);
        }

        // A struct without fields is of one byte; in a reference assembly it can be one whose fields were taken out.
        return end == 0 && layout.Size <= 1 ? default : (Math.Max(Align(end, largest), layout.Size), largest, offset);
    }

    /// <summary>Whether a field stands in a reference assembly of the framework for whatever fields there are.</summary>
    private static bool IsPlaceholder(IFieldSymbol field) => field is { Name: "_dummy" or "_dummyPrimitive", DeclaringSyntaxReferences.IsEmpty: true };

    private static int Align(int offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}
