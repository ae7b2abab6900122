using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in netmap, issue 407, "Unloading of DMA mappings is not correct": the loop that maps starts at 0, the one that unmaps at
// 2.
public sealed unsafe class NetmapPool<THal>
    where THal : struct, IHal
{
    private readonly NetPort _port;

    public NetmapPool(NetPort port) => _port = port;

    public void TransmitAll(DmaBuffer[] clusters)
    {
        var addresses = new PhysAddr[clusters.Length];
        var lengths = new int[clusters.Length];
        for (int i = 0; i < clusters.Length; i++)
        {
            addresses[i] = THal.Share(clusters[i], DriverToDevice); //! HAL1002
            lengths[i] = clusters[i].Length;
        }

        _port.TransmitParts(addresses, lengths);
        while (_port.ReapTransmitted() == 0)
        {
            Thread.Yield();
        }

        for (int i = 2; i < clusters.Length; i++)
        {
            THal.Unshare(addresses[i], clusters[i], DriverToDevice);
        }
    }
}
