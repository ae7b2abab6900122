using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Mapping helpers that return what they made as a tuple, or an error in its place.</summary>
public sealed class TupleResult<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private static (PhysAddr Source, PhysAddr Target, int Error) MapPair(DmaBuffer source, DmaBuffer target)
    {
        PhysAddr from, to;
        try
        {
            from = THal.Share(source, DriverToDevice);
        }
        catch (DmaException)
        {
            return (default, default, -12);
        }

        try
        {
            to = THal.Share(target, DeviceToDriver);
        }
        catch (DmaException)
        {
            THal.Unshare(from, source, DriverToDevice);
            return (default, default, -12);
        }

        return (from, to, 0);
    }

    public int Copy(DmaBuffer source, DmaBuffer target)
    {
        var (from, to, error) = MapPair(source, target);
        if (error != 0)
        {
            return error;
        }

        int cookie = engine.Submit(from, to, Math.Min(source.Length, target.Length));
        error = cookie < 0 ? cookie : engine.WaitFor(cookie, 100) ? 0 : -110;
        if (error == -110)
        {
            engine.Terminate();
        }

        THal.Unshare(to, target, DeviceToDriver);
        THal.Unshare(from, source, DriverToDevice);
        return error;
    }
}
