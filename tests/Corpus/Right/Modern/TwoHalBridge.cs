using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A bridge between two devices with address spaces of their own: the same memory has one share in each.
public static class TwoHalBridge<TFrom, TTo>
    where TFrom : struct, IHal
    where TTo : struct, IHal
{
    public static bool Forward(Device from, Device to, DmaBuffer frame)
    {
        PhysAddr input = TFrom.Share(frame, DeviceToDriver);
        bool received = from.Submit(input, frame.Length) && from.Wait(100);
        if (!received)
        {
            from.Reset();
        }

        TFrom.Unshare(input, frame, DeviceToDriver);
        if (!received)
        {
            return false;
        }

        PhysAddr output = TTo.Share(frame, DriverToDevice);
        bool sent = to.Submit(output, frame.Length) && to.Wait(100);
        if (!sent)
        {
            to.Reset();
        }

        TTo.Unshare(output, frame, DriverToDevice);
        return sent;
    }
}
