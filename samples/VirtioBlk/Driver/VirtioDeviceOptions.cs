using System;

namespace Virtio.Driver;

/// <summary>How a device is driven. The defaults suit a disk.</summary>
public sealed record VirtioDeviceOptions
{
    /// <summary>The most descriptors in a queue, a power of two; the device may allow fewer.</summary>
    public ushort QueueSize { get; init; } = 256;

    /// <summary>The most bytes behind one descriptor. Longer data becomes several; a HAL that copies then needs no longer piece of memory.</summary>
    public int MaxSegmentBytes { get; init; } = 64 * 1024;

    /// <summary>How long a request may take. A device that takes longer is reset, which ends all its requests.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether the code that awaits a request continues on the device's own thread. Saves a change of threads for each request, but the code must not
    /// block: while it runs, no other request completes.
    /// </summary>
    public bool ContinueOnDeviceThread { get; init; }

    /// <summary>Features not to be used though device and driver both have them; to see what they are worth.</summary>
    public ulong WithheldFeatures { get; init; }
}
