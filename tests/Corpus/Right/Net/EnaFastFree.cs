using Devices;
using Hal;

namespace Drivers;

// Follows a fix in DPDK: "net/ena: fix mbuf double free in fast free mode": the fast path returns after its clean-up.
public sealed class FastFree<THal>(NetPort port)
    where THal : struct, IHal
{
    public bool FastMode { get; set; }

    public int Completed { get; private set; }

    public void SendNow(Packet packet)
    {
        PhysAddr address = THal.Share(packet.Buffer, BufferDirection.DriverToDevice);
        bool sent = port.Transmit(address, packet.Length);
        while (sent && port.ReapTransmitted() == 0)
        {
        }

        if (sent && FastMode)
        {
            THal.Unshare(address, packet.Buffer, BufferDirection.DriverToDevice);
            Completed++;
            packet.Free();
            return;
        }

        THal.Unshare(address, packet.Buffer, BufferDirection.DriverToDevice);
        packet.Free();
    }
}
