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
    public static int SizeOf(INamedTypeSymbol type) => Measure(type, 0).Size;

    private static (int Size, int Alignment) Measure(ITypeSymbol type, int depth)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } structure)
        {
            int width = type.SpecialType == SpecialType.None && type.TypeKind != TypeKind.Enum ? 0 : Numbers.SizeOf(type);
            return (width, width);
        }

        bool isPlain = !structure.IsGenericType && !structure.DeclaringSyntaxReferences.IsEmpty && depth < MostDepth &&
            !structure.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "StructLayoutAttribute" or "InlineArrayAttribute");
        if (!isPlain)
        {
            return (0, 0);
        }

        int size = 0;
        int largest = 1;
        foreach (IFieldSymbol field in structure.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic))
        {
            ITypeSymbol element = field.IsFixedSizeBuffer ? ((IPointerTypeSymbol)field.Type).PointedAtType : field.Type;
            (int width, int alignment) = Measure(element, depth + 1);
            if (width == 0)
            {
                return (0, 0);
            }

            size = Align(size, alignment) + (field.IsFixedSizeBuffer ? width * field.FixedSize : width);
            largest = System.Math.Max(largest, alignment);
        }

        return size == 0 ? (0, 0) : (Align(size, largest), largest);
    }

    private static int Align(int offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}
