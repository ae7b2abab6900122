using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "drm/msm: stop abusing dma_map/unmap for cache": a mapping is made for the sake of the caches only, and nobody
// keeps its address.
public sealed class GemObject<THal>(Device gpu)
    where THal : struct, IHal
{
    public bool Upload(ReadOnlySpan<byte> commands, PinnedBuffer pages)
    {
        DmaBuffer memory = pages.Buffer;
        if (commands.Length == 0 || commands.Length > memory.Length)
        {
            return false;
        }

        commands.CopyTo(memory.AsSpan());

        // The caches are clean when this has returned.
        THal.Share(memory, BufferDirection.DriverToDevice); //! HAL1003
        gpu.Kick();
        if (!gpu.Wait(500))
        {
            gpu.Reset();
            return false;
        }

        return true;
    }
}
