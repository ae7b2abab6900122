using System.Linq;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Values;

/// <summary>
/// The size of a struct of the driver's own, as the runtime lays it out: its fields in order, each aligned to its size. Not known for a struct
/// that asks for another layout, and for one of another assembly, whose attributes are not seen.
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

        bool isPlain = !structure.IsGenericType && !structure.DeclaringSyntaxReferences.IsEmpty && depth < MostDepth &&
            !structure.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "StructLayoutAttribute" or "InlineArrayAttribute");
        if (!isPlain)
        {
            return default;
        }

        int size = 0;
        int largest = 1;
        int offset = 0;
        foreach (IFieldSymbol field in structure.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic))
        {
            ITypeSymbol element = field.IsFixedSizeBuffer ? ((IPointerTypeSymbol)field.Type).PointedAtType : field.Type;
            (int width, int alignment, _) = Measure(element, null, depth + 1);
            if (width == 0)
            {
                return default;
            }

            size = Align(size, alignment);
            if (SymbolEqualityComparer.Default.Equals(field, wanted))
            {
                offset = size;
            }

            size += field.IsFixedSizeBuffer ? width * field.FixedSize : width;
            largest = System.Math.Max(largest, alignment);
        }

        return size == 0 ? default : (Align(size, largest), largest, offset);
    }

    private static int Align(int offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}
