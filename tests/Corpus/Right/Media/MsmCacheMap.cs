using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "drm/msm: stop abusing dma_map/unmap for cache": the mapping is kept for as long as the GPU uses the pages,
// and the GPU gets its address.
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
        PhysAddr address = THal.Share(memory, BufferDirection.DriverToDevice);
        gpu.Program(address, commands.Length);
        gpu.Kick();
        bool done = gpu.Wait(500);
        if (!done)
        {
            gpu.Reset();
        }

        THal.Unshare(address, memory, BufferDirection.DriverToDevice);
        return done;
    }
}
