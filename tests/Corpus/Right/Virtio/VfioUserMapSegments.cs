using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in libvfio-user, issue 558: "dma_map_sg doesn't clean up on error if multiple segments are being mapped".
public sealed unsafe class ScatterMapper<THal>
    where THal : struct, IHal
{
    private readonly NetPort _port;

    public ScatterMapper(NetPort port) => _port = port;

    public int Send(Packet packet)
    {
        int count = packet.FragmentCount;
        var addresses = new PhysAddr[count];
        var lengths = new int[count];
        for (int i = 0; i < count; i++)
        {
            DmaBuffer part = packet.Fragment(i).Buffer;
            lengths[i] = part.Length;
            try
            {
                addresses[i] = THal.Share(part, DriverToDevice);
            }
            catch (DmaException)
            {
                Unmap(packet, addresses, i);
                return -14;
            }
        }

        _port.TransmitParts(addresses, lengths);
        while (_port.ReapTransmitted() == 0)
        {
            Thread.Yield();
        }

        Unmap(packet, addresses, count);
        return 0;
    }

    private static void Unmap(Packet packet, PhysAddr[] addresses, int count)
    {
        for (int i = 0; i < count; i++)
        {
            THal.Unshare(addresses[i], packet.Fragment(i).Buffer, DriverToDevice);
        }
    }
}
