using Devices;
using Hal;

namespace Drivers;

// Follows mt7601u, issue 23, "DMA memory mapping error": a register's value is fetched into a local variable, so that stack memory is
// mapped.
public unsafe class Mt7601Registers<THal>(UsbHost host)
    where THal : struct, IHal
{
    public uint Read(ushort offset)
    {
        uint value = 0;
        DmaBuffer buffer = DmaBuffer.Of(&value);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver); //! HAL1014
        var urb = new Urb { Endpoint = 0x80, Buffer = buffer, Address = address, Status = offset };
        int rc = host.Submit(urb);
        if (rc != 0)
        {
            host.Kill(urb);
        }

        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        return rc == 0 ? value : uint.MaxValue;
    }
}
