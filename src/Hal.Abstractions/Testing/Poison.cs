using System;

namespace Hal.Testing;

/// <summary>
/// The patterns by which the fake HAL shows memory that nobody should look at or write. Each byte of a pattern is the same, so that a test
/// sees it at a glance.
/// </summary>
internal static class Poison
{
    /// <summary>
    /// In the bounce buffer of a DeviceToDriver share, until the device writes it: bytes that it does not write arrive as these (contract
    /// C16).
    /// </summary>
    public const byte Unwritten = 0xA5;

    /// <summary>In the driver's own buffer while the device may write it: what a driver reads too early.</summary>
    public const byte Shared = 0x5A;

    /// <summary>In memory that was given back.</summary>
    public const byte Dead = 0xDD;

    /// <summary>Before and behind memory that was handed out.</summary>
    public const byte Guard = 0xFD;

    /// <summary>The index of the first byte that is not the pattern, or -1.</summary>
    public static int FirstOther(ReadOnlySpan<byte> memory, byte pattern) => memory.IndexOfAnyExcept(pattern);
}
