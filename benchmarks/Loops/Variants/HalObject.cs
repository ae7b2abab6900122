using System;

namespace Hal.Benchmarks;

/// <summary>The object of the variant InterfaceReference.</summary>
public static class HalObject
{
    /// <summary>The HAL that the loops call.</summary>
    public static IHalObject Current = null!;

    /// <summary>
    /// Chooses the platform at run time, as a program does that has several: where they are 3 or fewer, the native compiler would see that and
    /// guess instead of asking.
    /// </summary>
    public static void Initialize() => Current = Environment.ProcessorCount switch
    {
        < 1 => new HalObject<byte>(),
        > 8192 => new HalObject<ushort>(),
        > 4096 => new HalObject<ulong>(),
        _ => new HalObject<uint>(),
    };
}
