using Devices;
using Hal;

namespace Drivers;

// Follows a fix in iPXE: "[virtio] Ensure that device is closed before unmapping regions" (295f3bed2): the close that still needs the
// memory came after it was gone.
public sealed unsafe class VirtnetRemove<THal>(VirtioTransport device)
    where THal : struct, IHal
{
    public ushort Remove(Dma<THal> common)
    {
        ushort* used = common.Pointer<ushort>(2);
        common.Dispose();
        device.Notify(0);
        ushort last = *used; //! HAL2008
        device.Reset();
        return last;
    }
}
