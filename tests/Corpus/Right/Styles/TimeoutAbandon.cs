using System;
using Devices;
using Hal;

public sealed class TimeoutAbandon<THal>(Device device) where THal : struct, IHal
{
    public bool Read(DmaBuffer buffer)
    {
        using var shared = new SharedScope<THal>(buffer, BufferDirection.DeviceToDriver);
        if (!device.Submit(shared.Paddr))
        {
            return false;
        }

        if (device.Wait(100))
        {
            return true;
        }

        device.Reset();
        if (device.Status != 0)
        {
            shared.Abandon();
            throw new DeviceException("the device does not stop");
        }

        return false;
    }

    public bool ReadRaw(DmaBuffer buffer)
    {
        PhysAddr a = THal.Share(buffer, BufferDirection.DeviceToDriver);
        if (!device.Submit(a) || !device.Wait(100))
        {
            DmaOwnership.Abandon<THal>(a);
            return false;
        }

        THal.Unshare(a, buffer, BufferDirection.DeviceToDriver);
        return true;
    }
}
