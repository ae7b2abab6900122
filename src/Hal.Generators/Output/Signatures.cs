using System;
using System.Linq;
using Hal.Generators.Model;

namespace Hal.Generators.Output;

/// <summary>The signatures of HAL members as text.</summary>
internal static class Signatures
{
    /// <summary>For generated code: nothing that the user declares can change what it means.</summary>
    public static string Qualified(HalMember member) => Declaration(member, Qualified);

    /// <summary>For messages: as an author writes it.</summary>
    public static string Short(HalMember member) => Declaration(member, Short);

    /// <summary><c>(pages, direction)</c>.</summary>
    public static string Arguments(HalMember member) => "(" + string.Join(", ", member.Parameters.Select(parameter => parameter.Name)) + ")";

    public static string Qualified(HalType type) => type switch
    {
        HalType.UIntPtr => "global::System.UIntPtr", // nuint is no keyword: a type may have that name.
        HalType.Void or HalType.Int32 or HalType.BytePointer => Short(type),
        _ => "global::Hal." + Short(type),
    };

    public static string Short(HalType type) => type switch
    {
        HalType.Void => "void",
        HalType.Int32 => "int",
        HalType.UIntPtr => "nuint",
        HalType.BytePointer => "byte*",
        HalType.PhysAddr => "PhysAddr",
        HalType.DmaBuffer => "DmaBuffer",
        HalType.DmaAllocation => "DmaAllocation",
        HalType.BufferDirection => "BufferDirection",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A HAL type without a name."),
    };

    private static string Declaration(HalMember member, Func<HalType, string> name) =>
        $"static {name(member.Returns)} {member.Name}({string.Join(", ", member.Parameters.Select(parameter => name(parameter.Type) + " " + parameter.Name))})";
}
