using System;
using Hal.Testing;

namespace Hal;

/// <summary>The words that reports use for shares, allocations and places.</summary>
internal static unsafe class Describe
{
    private const string NoStack = "not recorded (CheckedOptions.Stacks)";

    /// <summary>Such as <c>the share 0x1000 of byte[512] at 0x7f001000, DriverToDevice</c>.</summary>
    public static string Held(in Hold hold) => "the " + Held(hold.Kind, hold.Paddr, hold.Vaddr, hold.Length, hold.Direction);

    public static string Held(HeldKind kind, PhysAddr paddr, byte* vaddr, nuint length, BufferDirection direction) =>
        kind == HeldKind.Share
            ? Share(paddr, new DmaBuffer(vaddr, (int)length), direction)
            : $"allocation {paddr} of {Pages(length / HalConstants.PageSize)} at 0x{(nuint)vaddr:x}, {direction}";

    public static string Share(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => $"share {paddr} of {buffer}, {direction}";

    public static string Pages(nuint pages) => pages == 1 ? "1 page" : $"{pages} pages";

    /// <summary>The place of the making, on lines of its own at the end of a message.</summary>
    public static string MadeAt(HeldKind kind, MakingStack? stack) => Place(kind == HeldKind.Share ? "Shared" : "Allocated", stack);

    /// <summary>The places of the making and of the first release.</summary>
    public static string Places(in Hold hold) =>
        hold.State == HoldState.Making
            ? ""
            : MadeAt(hold.Kind, hold.MadeAt) + (hold.EndedAt is null ? "" : Place("Released first", hold.EndedAt));

    /// <summary>The name under which users know a HAL: the class, not its binding.</summary>
    public static string Hal(Type hal)
    {
        Type named = hal.Name == "Binding" && hal.DeclaringType is { } owner ? owner
            : hal.IsGenericType && hal.GetGenericTypeDefinition() == typeof(FakePlatform<>) ? typeof(FakeHal<>)
            : hal;
        string name = named.Name.Split('`')[0];
        Type[] arguments = hal.IsConstructedGenericType ? hal.GenericTypeArguments : [];
        return arguments.Length == 0 ? name : $"{name}<{string.Join(", ", Array.ConvertAll(arguments, Hal))}>";
    }

    private static string Place(string what, MakingStack? stack) =>
        stack is null ? $"{Environment.NewLine}  {what}: {NoStack}" : $"{Environment.NewLine}  {what}:{Environment.NewLine}{stack}";
}
