using System;

namespace Hal.Testing;

/// <summary>What the conformance suite may use, and how much of it.</summary>
public sealed record ConformanceOptions
{
    /// <summary>
    /// How the device sees memory. Without it, what only a device can tell is not testable: contracts I1, I9 and I10, and parts of others.
    /// </summary>
    public IDeviceView? Device { get; init; }

    /// <summary>The address of real registers, for I8; it is mapped but not read or written.</summary>
    public PhysAddr? Registers { get; init; }

    /// <summary>The size of these registers in bytes.</summary>
    public nuint RegistersSize { get; init; } = HalConstants.PageSize;

    /// <summary>How many pages the suite holds at once at the most, 1,024 (4 MiB) by default. A HAL with less is filled up.</summary>
    public int MostPages { get; init; } = 1024;

    /// <summary>How many shares the suite holds at once at the most, 2,048 by default. A HAL with less is filled up.</summary>
    public int MostShares { get; init; } = 2048;

    /// <summary>How many threads call the HAL at once, for I13; 4 by default.</summary>
    public int Threads { get; init; } = 4;

    /// <summary>The seed of what is random, so that a failure comes again.</summary>
    public int Seed { get; init; } = 1;
}
