using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A local enum variable says what is held.
public sealed class EnumStateLocal<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private enum Held
    {
        Nothing,
        Source,
        Both,
    }

    public int Copy(DmaBuffer from, DmaBuffer to)
    {
        PhysAddr source = default, target = default;
        var held = Held.Nothing;
        int cookie;
        try
        {
            source = THal.Share(from, DriverToDevice);
            held = Held.Source;
            target = THal.Share(to, DeviceToDriver);
            held = Held.Both;
            cookie = engine.Submit(source, target, from.Length);
            if (cookie >= 0)
            {
                engine.WaitFor(cookie, 10);
            }
        }
        finally
        {
            if (held == Held.Both)
            {
                THal.Unshare(target, to, DeviceToDriver);
            }

            if (held >= Held.Source)
            {
                THal.Unshare(source, from, DriverToDevice);
            }
        }

        return cookie;
    }

    public int CopySwitch(DmaBuffer from, DmaBuffer to)
    {
        PhysAddr source = THal.Share(from, DriverToDevice);
        var held = Held.Source;
        PhysAddr target = default;
        int cookie = -1;
        if (engine.IsIdle)
        {
            target = THal.Share(to, DeviceToDriver);
            held = Held.Both;
            cookie = engine.Submit(source, target, from.Length);
        }

        engine.Terminate();
        switch (held)
        {
            case Held.Both:
                THal.Unshare(target, to, DeviceToDriver);
                goto case Held.Source;
            case Held.Source:
                THal.Unshare(source, from, DriverToDevice);
                break;
            case Held.Nothing:
                break;
            default:
                throw new InvalidOperationException();
        }

        return cookie;
    }
}
