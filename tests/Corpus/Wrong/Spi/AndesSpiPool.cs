using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (spi-mem users): the pinned array is released while the device may still write it.
internal sealed unsafe class FlashReader<THal>(SpiController spi)
    where THal : struct, IHal
{
    public byte[] ReadId(PhysAddr command)
    {
        var id = new byte[16];
        GCHandle pin = GCHandle.Alloc(id, GCHandleType.Pinned);
        var buffer = new DmaBuffer((byte*)pin.AddrOfPinnedObject(), id.Length);
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        spi.SelectChip(0);
        int error = spi.Start(command, address, id.Length);
        if (error == 0 && !spi.WaitIdle(10))
        {
            spi.Abort();
        }

        spi.ReleaseChip();
        pin.Free(); //! HAL1008
        THal.Unshare(address, buffer, DeviceToDriver);
        return error == 0 ? id : [];
    }
}
