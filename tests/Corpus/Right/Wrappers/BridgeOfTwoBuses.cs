using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A bridge between two buses: one buffer, mapped for each by its own HAL.</summary>
public sealed class BusBridge<TFrom, TTo>(Device source, Device target, PinnedBuffer window)
    where TFrom : struct, IHal
    where TTo : struct, IHal
{
    public bool Move()
    {
        DmaBuffer memory = window.Buffer;
        PhysAddr inbound = TFrom.Share(memory, DeviceToDriver);
        bool filled = source.Submit(inbound, memory.Length) && Settle(source);
        TFrom.Unshare(inbound, memory, DeviceToDriver);
        if (!filled)
        {
            return false;
        }

        PhysAddr outbound = TTo.Share(memory, DriverToDevice);
        try
        {
            return target.Submit(outbound, memory.Length) && Settle(target);
        }
        finally
        {
            TTo.Unshare(outbound, memory, DriverToDevice);
        }
    }

    private static bool Settle(Device device)
    {
        if (device.Wait(1000))
        {
            return true;
        }

        device.Reset();
        return false;
    }
}
