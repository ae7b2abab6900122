using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Values;

/// <summary>What the engine knows of the integer types.</summary>
internal static class Numbers
{
    public static bool IsIntegral(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16 or
            SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 or
            SpecialType.System_IntPtr or SpecialType.System_UIntPtr or SpecialType.System_Char => true,
        _ => type?.TypeKind == TypeKind.Enum,
    };

    public static bool IsUnsigned(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64 or
            SpecialType.System_UIntPtr or SpecialType.System_Char => true,
        _ => type is INamedTypeSymbol { TypeKind: TypeKind.Enum } named && IsUnsigned(named.EnumUnderlyingType),
    };

    /// <summary>The width in bytes as it matters to a conversion; a native integer counts as 8.</summary>
    public static int Width(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Byte or SpecialType.System_SByte => 1,
        SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Char => 2,
        SpecialType.System_Int32 or SpecialType.System_UInt32 => 4,
        SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_IntPtr or SpecialType.System_UIntPtr => 8,
        _ => type switch
        {
            IPointerTypeSymbol => 8,
            INamedTypeSymbol { TypeKind: TypeKind.Enum } named => Width(named.EnumUnderlyingType),
            _ => 0,
        },
    };

    /// <summary>The size of a value of an unmanaged type in bytes, where it does not depend on layout; else 0.</summary>
    public static int SizeOf(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Boolean => 1,
        SpecialType.System_Single => 4,
        SpecialType.System_Double => 8,
        SpecialType.System_IntPtr or SpecialType.System_UIntPtr => 0,
        _ => type switch
        {
            IPointerTypeSymbol => 0,
            INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } structure => StructLayout.SizeOf(structure),
            _ => Width(type),
        },
    };
}
