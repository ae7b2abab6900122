using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (ahci, nvme): the number of sectors is taken from the page after Unshare.
internal sealed class AhciIdentify<THal>(Device port)
    where THal : struct, IHal
{
    private const int IdentifyBytes = 512;

    public bool TryIdentify(DmaBuffer page, out ulong sectors)
    {
        sectors = 0;
        if (page.Length < IdentifyBytes)
        {
            return false;
        }

        PhysAddr address = THal.Share(page, DeviceToDriver);
        bool done = port.Submit(address, IdentifyBytes) && port.Wait(3000);
        if (!done)
        {
            port.Reset();
            THal.Unshare(address, page, DeviceToDriver);
            return false;
        }

        THal.Unshare(address, page, DeviceToDriver);
        ReadOnlySpan<byte> words = page.AsReadOnlySpan();
        sectors = BitConverter.ToUInt64(words.Slice(200, 8));
        return sectors != 0;
    }
}
