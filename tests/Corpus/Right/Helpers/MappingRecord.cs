using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Address, buffer and direction as a record of this driver, made and ended by its own methods.</summary>
public static class MappingRecord<THal>
    where THal : struct, IHal
{
    public readonly record struct Mapping(PhysAddr Paddr, DmaBuffer Buffer, BufferDirection Direction)
    {
        public static Mapping Of(DmaBuffer buffer, BufferDirection direction) =>
            new(THal.Share(buffer, direction), buffer, direction);

        public void End() => THal.Unshare(Paddr, Buffer, Direction);
    }

    public static int Copy(DmaEngine engine, DmaBuffer source, DmaBuffer destination)
    {
        int length = Math.Min(source.Length, destination.Length);
        Mapping from = Mapping.Of(source, DriverToDevice);
        Mapping to = Mapping.Of(destination, DeviceToDriver);
        try
        {
            int cookie = engine.Submit(from.Paddr, to.Paddr, length);
            if (cookie < 0)
            {
                return cookie;
            }

            if (!engine.WaitFor(cookie, 1000))
            {
                engine.Terminate();
                return -110;
            }

            return length;
        }
        finally
        {
            to.End();
            from.End();
        }
    }
}
