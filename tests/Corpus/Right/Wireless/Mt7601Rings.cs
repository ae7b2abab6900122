using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in porjo/mt7601: "fix memory leak in DMA pool after unloading module" (pull request 34): allocated by TX_RING_SIZE,
// which is 5, freed by a magic 4.
public sealed class Mt7601Rings<THal> : IDisposable
    where THal : struct, IHal
{
    private const int TransmitRings = 5;
    private readonly Dma<THal>[] _rings = new Dma<THal>[TransmitRings];

    public Mt7601Rings(VirtioTransport transport)
    {
        for (int i = 0; i < TransmitRings; i++)
        {
            _rings[i] = new Dma<THal>(2, BufferDirection.Both);
            transport.SetQueue(i, _rings[i].Paddr, 64);
        }
    }

    public void Dispose()
    {
        for (int i = 0; i < TransmitRings; i++)
        {
            _rings[i].Dispose();
        }
    }
}
