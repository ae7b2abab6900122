using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in ENA: "linux/ena: Fix DMA syncing in XDP path when SWIOTLB is on" (c10589a): the program decided on the packet before
// the CPU had it.
public sealed unsafe class EnaXdp<THal>(Device queue)
    where THal : struct, IHal
{
    private const byte Drop = 1;

    public int Clean(DmaBuffer page, Span<byte> packet)
    {
        PhysAddr address = THal.Share(page, DeviceToDriver);
        if (!queue.Submit(address, page.Length) || !queue.Wait(10))
        {
            queue.Reset();
            THal.Unshare(address, page, DeviceToDriver);
            return 0;
        }

        byte* ethernet = page.Pointer + 64;
        ushort protocol = (ushort)(ethernet[12] << 8 | ethernet[13]); //! HAL1007
        byte verdict = protocol == 0x0806 ? Drop : (byte)0;
        THal.Unshare(address, page, DeviceToDriver);
        if (verdict == Drop)
        {
            return 0;
        }

        page.AsSpan().Slice(64, packet.Length).CopyTo(packet);
        return packet.Length;
    }
}
