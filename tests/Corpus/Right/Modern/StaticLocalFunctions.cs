using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Static local functions with everything by parameter, and a recursive one over a list.
public static class StaticLocalFunctions<THal>
    where THal : struct, IHal
{
    public static int Send(Device device, ReadOnlySpan<DmaBuffer> parts)
    {
        return Next(device, parts);

        static int Next(Device device, ReadOnlySpan<DmaBuffer> rest)
        {
            if (rest is [])
            {
                return device.Wait(100) ? 0 : -110;
            }

            PhysAddr paddr = Begin(rest[0]);
            try
            {
                int error = device.Start(paddr, rest[0].Length);
                return error < 0 ? error : Next(device, rest[1..]);
            }
            finally
            {
                End(paddr, rest[0]);
            }
        }

        static PhysAddr Begin(DmaBuffer part) => THal.Share(part, DriverToDevice);

        static void End(PhysAddr paddr, DmaBuffer part) => THal.Unshare(paddr, part, DriverToDevice);
    }
}
