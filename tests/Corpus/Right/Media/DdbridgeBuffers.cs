using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (ddbridge): the buffers in the list are disposed before null is returned.
internal static class InputRing<THal>
    where THal : struct, IHal
{
    private const int Buffers = 8;
    private const int BufferBytes = 128 * 47 * 2;

    public static List<Dma<THal>>? Allocate(Device bridge)
    {
        nuint pages = HalConstants.PagesFor(BufferBytes);
        var ring = new List<Dma<THal>>(Buffers);
        while (ring.Count < Buffers)
        {
            if (!Dma<THal>.TryCreate(pages, DeviceToDriver, out var buffer))
            {
                bridge.Reset();
                foreach (Dma<THal> earlier in ring)
                {
                    earlier.Dispose();
                }

                return null;
            }

            bridge.WriteRegister(0x200 + ring.Count * 8, buffer.Paddr.Value);
            ring.Add(buffer);
        }

        return ring;
    }
}
