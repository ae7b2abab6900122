using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in iPXE: "[netdevice] Do not attempt to unmap a null I/O buffer" (9ff61ab28): an error without a packet went the way of
// one with a packet.
public sealed unsafe class ReceiveErrors<THal>(NetPort port)
    where THal : struct, IHal
{
    private int _errors;

    public void ReceiveError(PhysAddr address, Packet? packet)
    {
        _errors++;
        if (packet is null)
        {
            Log.Info(port.LinkUp ? "receive error" : "receive error, link down");
            return;
        }

        THal.Unshare(address, packet.Buffer, DeviceToDriver);
        packet.Free();
    }
}
