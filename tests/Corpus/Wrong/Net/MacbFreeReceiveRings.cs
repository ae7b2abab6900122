using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "net: macb: Free RX ring for all queues": each queue gets a receive ring, and closing the device gives the
// first one back only.
public sealed class MacbRings<THal>(Device mac, int queues)
    where THal : struct, IHal
{
    private const nuint RingPages = 2;

    public int SelfTest()
    {
        var rings = new Dma<THal>[queues];
        for (int q = 0; q < rings.Length; q++)
        {
            rings[q] = new Dma<THal>(RingPages, BufferDirection.Both); //! HAL2002 (no fix: table)
        }

        for (int q = 0; q < rings.Length; q++)
        {
            mac.WriteRegister(0x480 + 4 * q, rings[q].Paddr.Value);
        }

        mac.Kick();
        bool passed = mac.Wait(100);
        Close(rings);
        return passed ? 0 : -5;
    }

    private void Close(Dma<THal>[] rings)
    {
        mac.Reset();
        rings[0].Dispose();
    }
}
