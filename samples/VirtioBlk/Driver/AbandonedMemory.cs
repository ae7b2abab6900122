using System.Buffers;
using System.Collections.Generic;

namespace Virtio.Driver;

/// <summary>
/// Memory that a device which could not be stopped may still write. It stays rooted and pinned for the rest of the process: a leak is bounded, memory
/// that changes under its next owner is not.
/// </summary>
internal static class AbandonedMemory
{
    private static readonly List<MemoryHandle> Pins = [];

    public static void KeepForEver(MemoryHandle pin)
    {
        lock (Pins)
        {
            Pins.Add(pin);
        }
    }
}
