using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// How many steps were done, and a switch with fall-through by goto case that takes them back.
public sealed class StepCounterLadder<THal>(Device device)
    where THal : struct, IHal
{
    public int Configure(DmaBuffer first, DmaBuffer second, DmaBuffer third)
    {
        PhysAddr a = default, b = default, c = default;
        int step = 0;
        int error = -5;
        a = THal.Share(first, DriverToDevice);
        step = 1;
        if (!device.Submit(a))
        {
            goto Undo;
        }

        b = THal.Share(second, DriverToDevice);
        step = 2;
        if (!device.Submit(b))
        {
            goto Undo;
        }

        c = THal.Share(third, DriverToDevice);
        step = 3;
        error = device.Start(c, third.Length);

    Undo:
        device.Reset();
        switch (step)
        {
            case 3:
                THal.Unshare(c, third, DriverToDevice);
                goto case 2;
            case 2:
                THal.Unshare(b, second, DriverToDevice);
                goto case 1;
            case 1:
                THal.Unshare(a, first, DriverToDevice);
                break;
        }

        return error;
    }
}
