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
        using var memory = new PinnedBuffer(sizeof(uint));
        DmaBuffer buffer = memory.Buffer;
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        var urb = new Urb { Endpoint = 0x80, Buffer = buffer, Address = address, Status = offset };
        int rc = host.Submit(urb);
        if (rc != 0)
        {
            host.Kill(urb);
        }

        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        return rc == 0 ? *(uint*)buffer.Pointer : uint.MaxValue;
    }
}
