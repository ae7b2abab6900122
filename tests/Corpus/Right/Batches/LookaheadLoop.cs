using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>While the device reads one piece the next is mapped already; each piece ends when the one after it runs.</summary>
public static class LookAhead<THal>
    where THal : struct, IHal
{
    public static int Stream(Device device, IReadOnlyList<DmaBuffer> pieces)
    {
        if (pieces.Count == 0)
        {
            return 0;
        }

        int sent = 0;
        PhysAddr current = THal.Share(pieces[0], DriverToDevice);
        for (int i = 0; i < pieces.Count; i++)
        {
            device.Program(current, pieces[i].Length);
            device.Kick();
            PhysAddr next = i + 1 < pieces.Count ? THal.Share(pieces[i + 1], DriverToDevice) : default;
            bool good = device.Wait(100);
            if (!good)
            {
                device.Reset();
            }

            THal.Unshare(current, pieces[i], DriverToDevice);
            if (!good)
            {
                if (i + 1 < pieces.Count)
                {
                    THal.Unshare(next, pieces[i + 1], DriverToDevice);
                }

                break;
            }

            sent++;
            current = next;
        }

        return sent;
    }
}
