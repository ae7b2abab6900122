using Hal.Generators.Model;

namespace Hal.Generators.Output;

/// <summary>
/// Writes <c>Binding</c>, the struct by which drivers name the HAL. A static class can be neither a type argument nor implement an interface; an empty struct
/// can, and code that is generic over a struct is specialised to direct calls.
/// </summary>
internal static class BindingWriter
{
    public const string Name = "Binding";

    private const string Inline =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";

    public static void Write(CodeWriter writer, HalClass hal)
    {
        writer.Line($"/// <summary>Names <c>{hal.Name}</c> as a type argument: <c>where THal : struct, IHal</c>. Every call goes straight to the class.</summary>");
        using CodeWriter.Block binding = writer.OpenBlock($"public readonly struct {Name} : global::Hal.IHal");
        bool first = true;
        foreach (HalMember member in HalMember.All)
        {
            bool isBound = (hal.Members & member.Flag) != 0;
            if (!isBound && member.IsOptional)
            {
                continue; // The interface has a body for it.
            }

            if (!first)
            {
                writer.Line();
            }

            first = false;
            writer.Line("/// <inheritdoc/>");
            if (isBound)
            {
                Forward(writer, hal, member);
            }
            else
            {
                Stub(writer, hal, member);
            }
        }
    }

    private static void Forward(CodeWriter writer, HalClass hal, HalMember member)
    {
        writer.Line(Inline);
        writer.Line($"public {Signatures.Qualified(member)} =>");
        writer.Continuation($"{Names.Qualified(hal)}.{member.Name}{Signatures.Arguments(member)};");
    }

    // The class has no such method yet. Without the stub the compiler would report the generated struct instead of rule HAL0002 or HAL0003.
    private static void Stub(CodeWriter writer, HalClass hal, HalMember member)
    {
        writer.Line($"public {Signatures.Qualified(member)} =>");
        writer.Continuation(
            $"throw new global::System.MissingMethodException(\"The HAL class '{hal.Name}' has no method '{Signatures.Short(member)}' (HAL0002, HAL0003).\");");
    }
}
