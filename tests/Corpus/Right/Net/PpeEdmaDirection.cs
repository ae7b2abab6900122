using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in OpenWrt (qualcommbe, ppe edma): "Rx buffer DMA mapping lifecycle": receive buffers are shared and unshared
// DeviceToDriver.
internal sealed class EdmaReceive<THal>(Ring ring, DmaBuffer[] pages)
    where THal : struct, IHal
{
    private readonly PhysAddr[] _posted = new PhysAddr[pages.Length];

    public void Post(int slot)
    {
        _posted[slot] = THal.Share(pages[slot], DeviceToDriver);
        ring.Post(slot, _posted[slot], pages[slot].Length);
        ring.Doorbell();
    }

    public int Reap(Span<byte> into)
    {
        if (!ring.TryTake(out int slot, out int written))
        {
            return 0;
        }

        THal.Unshare(_posted[slot], pages[slot], DeviceToDriver);
        int length = Math.Min(Math.Min(written, pages[slot].Length), into.Length);
        pages[slot].AsReadOnlySpan()[..length].CopyTo(into);
        Post(slot);
        return length;
    }

    public void Stop()
    {
        ring.Stop();
        for (int i = 0; i < pages.Length; i++)
        {
            if (_posted[i] != default)
            {
                THal.Unshare(_posted[i], pages[i], DeviceToDriver);
                _posted[i] = default;
            }
        }
    }
}
