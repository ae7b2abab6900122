using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// At most four requests in flight: the oldest is waited for before the next is made.
public sealed class WindowOfFour<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private const int Window = 4;

    public bool CopyAll(DmaBuffer source, PhysAddr target, int chunk)
    {
        Span<int> cookies = stackalloc int[Window];
        Span<Shared<THal>> shares = stackalloc Shared<THal>[Window];
        int issued = 0, retired = 0;
        bool good = true;
        for (int offset = 0; good && offset < source.Length; offset += chunk)
        {
            if (issued - retired == Window)
            {
                int slot = retired++ % Window;
                good = engine.WaitFor(cookies[slot], 100);
                shares[slot].Unshare();
            }

            if (!good)
            {
                break;
            }

            DmaBuffer part = source.Slice(offset, Math.Min(chunk, source.Length - offset));
            int next = issued++ % Window;
            shares[next] = new Shared<THal>(part, DriverToDevice);
            cookies[next] = engine.Submit(shares[next].Paddr, target + offset, part.Length);
            good = cookies[next] >= 0;
        }

        if (!good)
        {
            engine.Terminate();
        }

        for (; retired < issued; retired++)
        {
            good &= engine.WaitFor(cookies[retired % Window], 100);
            shares[retired % Window].Unshare();
        }

        return good;
    }
}
