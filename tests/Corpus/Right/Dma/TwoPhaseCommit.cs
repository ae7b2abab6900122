using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A change of the ring's size: the new ring is made first, the old one goes when the device has taken the new one.</summary>
public sealed class TwoPhaseCommit<THal>(VirtioTransport transport) : IDisposable
    where THal : struct, IHal
{
    private Dma<THal> _ring = new(1, Both);

    public bool TryResize(int index, int entries)
    {
        Dma<THal>? next = null;
        try
        {
            next = new Dma<THal>(HalConstants.PagesFor((nuint)entries * 26), Both);
            transport.Reset();
            if (transport.SetQueue(index, next.Paddr, entries))
            {
                (_ring, next) = (next, _ring);
                return true;
            }

            transport.SetQueue(index, _ring.Paddr, (int)(_ring.Length / 26));
            return false;
        }
        catch (DmaException)
        {
            return false;
        }
        finally
        {
            next?.Dispose();
        }
    }

    public void Dispose()
    {
        transport.Reset();
        _ring.Dispose();
    }
}
