using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// break, continue and return out of using statements in loops.
public sealed class BreaksOutOfUsing<THal>(Device device)
    where THal : struct, IHal
{
    public int FirstGood(IEnumerable<DmaBuffer> buffers)
    {
        int tried = 0;
        foreach (DmaBuffer buffer in buffers)
        {
            if (buffer.IsEmpty)
            {
                continue;
            }

            using var scope = new SharedScope<THal>(buffer, DriverToDevice);
            if (!device.Ready)
            {
                break;
            }

            tried++;
            if (!device.Submit(scope.Paddr))
            {
                continue;
            }

            if (device.Wait(10))
            {
                return tried;
            }

            device.Reset();
        }

        return -tried;
    }
}
