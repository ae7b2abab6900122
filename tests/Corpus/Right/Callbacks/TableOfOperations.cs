using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>The operations of a bus as a table of delegates, as ported drivers have them.</summary>
public static class BusOperations<THal>
    where THal : struct, IHal
{
    public delegate PhysAddr MapOperation(DmaBuffer buffer, BufferDirection direction);

    public delegate void UnmapOperation(PhysAddr address, DmaBuffer buffer, BufferDirection direction);

    public sealed record Table(string Name, MapOperation Map, UnmapOperation Unmap, Action<PhysAddr>? Log = null);

    public static Table Direct { get; } = new("direct", THal.Share, THal.Unshare);

    public static Table Logged { get; } = new(
        "logged",
        static (buffer, direction) => THal.Share(buffer, direction),
        static (address, buffer, direction) =>
        {
            Devices.Log.Address(address);
            THal.Unshare(address, buffer, direction);
        },
        Devices.Log.Address);

    public static bool Transfer(Table operations, Device device, DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr address = operations.Map(buffer, direction);
        try
        {
            operations.Log?.Invoke(address);
            if (!device.Submit(address, buffer.Length))
            {
                return false;
            }

            bool done = device.Wait(1000);
            if (!done)
            {
                device.Reset();
            }

            return done;
        }
        finally
        {
            operations.Unmap(address, buffer, direction);
        }
    }
}
