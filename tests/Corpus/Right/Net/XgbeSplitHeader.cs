using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (amd-xgbe): the buffer is unshared, the slice is read.
internal sealed class SplitHeader<THal>(Device mac)
    where THal : struct, IHal
{
    private const int HeaderBytes = 128;

    public int ReadHeader(DmaBuffer page, Span<byte> into)
    {
        DmaBuffer area = page.Slice(0, 256);
        PhysAddr address = THal.Share(area, DeviceToDriver);
        if (!mac.Submit(address, area.Length))
        {
            THal.Unshare(address, area, DeviceToDriver);
            return -16;
        }

        bool arrived = mac.Wait(10);
        if (!arrived)
        {
            mac.Reset();
        }

        DmaBuffer header = page.Slice(0, HeaderBytes);
        THal.Unshare(address, area, DeviceToDriver);
        if (!arrived || into.Length < HeaderBytes)
        {
            return 0;
        }

        header.AsReadOnlySpan().CopyTo(into);
        return HeaderBytes;
    }
}
