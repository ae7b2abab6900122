using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "net: ll_temac: Fix RX buffer descriptor handling on GFP_ATOMIC pressure": without memory for a new buffer the
// descriptor stays empty until there is some.
public sealed unsafe class TemacReceive<THal>(NetPort port, Ring ring, Device temac)
    where THal : struct, IHal
{
    private const ushort Empty = 0;

    public Packet? ReceiveOne(Packet current, int index)
    {
        DmaBuffer buffer = current.Buffer;
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        ring.Descriptors[index].Address = address.Value;
        ring.Descriptors[index].Length = (uint)buffer.Length;
        if (!temac.Wait(10))
        {
            ring.Stop();
        }

        THal.Unshare(address, buffer, DeviceToDriver);
        port.Deliver(current);

        Packet? next = port.Allocate(buffer.Length);
        if (next is null)
        {
            Log.Info("no memory for a receive buffer");
            ring.Descriptors[index].Address = 0;
            ring.Descriptors[index].Flags = Empty;
        }

        return next;
    }
}
