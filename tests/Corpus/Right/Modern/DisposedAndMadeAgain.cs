using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A ring that is disposed and made again: every use is of the new one.
public sealed class DisposedAndMadeAgain<THal>(Device device)
    where THal : struct, IHal
{
    public ulong Grow(nuint pages)
    {
        var ring = new Dma<THal>(1, Both);
        PhysAddr old = ring.Paddr;
        while (ring.Pages < pages)
        {
            nuint next = ring.Pages * 2;
            device.Reset();
            ring.Dispose();
            ring = new Dma<THal>(next, Both);
            device.Program(ring.Paddr, (int)ring.Length);
        }

        bool moved = old != ring.Paddr;
        ring.AsSpan().Fill(moved ? (byte)1 : (byte)2);
        device.Wait(10);
        device.Reset();
        ring.Dispose();
        return moved ? old.Value : 0;
    }

    public bool Twice()
    {
        Dma<THal>? ring = null;
        try
        {
            ring = new Dma<THal>(1, Both);
            if (device.Submit(ring.Paddr))
            {
                return true;
            }

            ring.Dispose();
            ring = null;
            if (!Dma<THal>.TryCreate(4, Both, out ring))
            {
                return false;
            }

            return device.Submit(ring.Paddr);
        }
        finally
        {
            device.Reset();
            ring?.Dispose();
        }
    }
}
