using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A page is rendered in bands; the head prints one while the next is rendered. The last band is waited for in the finally, and a paper
// jam resets before anything ends.
public sealed class RasterPrinter<THal>
    where THal : struct, IHal
{
    private readonly Device _head;

    public RasterPrinter(Device head) => _head = head;

    public bool Print(int bands, int bandBytes, Action<int, DmaBuffer> render)
    {
        using var even = new PinnedBuffer(bandBytes);
        using var odd = new PinnedBuffer(bandBytes);
        Shared<THal> printing = default;
        bool good = true;
        try
        {
            for (int band = 0; band < bands && good; band++)
            {
                DmaBuffer next = (band & 1) == 0 ? even.Buffer : odd.Buffer;
                render(band, next);
                good = Finish(ref printing);
                if (good)
                {
                    var shared = new Shared<THal>(next, DriverToDevice);
                    if (_head.Submit(shared.Paddr, bandBytes))
                    {
                        printing = shared;
                    }
                    else
                    {
                        shared.Unshare();
                        good = false;
                    }
                }
            }
        }
        finally
        {
            good &= Finish(ref printing);
        }

        return good;
    }

    private bool Finish(ref Shared<THal> printing)
    {
        if (printing.Buffer.IsEmpty)
        {
            return true;
        }

        bool done = _head.Wait(500);
        if (!done)
        {
            _head.Reset();
        }

        printing.Unshare();
        printing = default;
        return done;
    }
}
