using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Conditions that are put together, negated and taken apart again by De Morgan.
public sealed class BooleanAlgebra<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public int Copy(DmaBuffer from, DmaBuffer to, bool useDma, bool fill, byte value)
    {
        bool needsSource = useDma && !fill;
        PhysAddr source = default, target = default;
        if (needsSource)
        {
            source = THal.Share(from, DriverToDevice);
        }

        if (useDma)
        {
            target = THal.Share(to, DeviceToDriver);
        }

        int cookie = (useDma, fill) switch
        {
            (false, _) => CopyByHand(from, to, fill, value),
            (true, true) => engine.SubmitFill(target, to.Length, value),
            (true, false) => engine.Submit(source, target, from.Length),
        };

        engine.WaitFor(cookie, 100);
        if (useDma)
        {
            THal.Unshare(target, to, DeviceToDriver);
            if (!fill)
            {
                THal.Unshare(source, from, DriverToDevice);
            }
        }

        return cookie;
    }

    public int CopyNegated(DmaBuffer from, DmaBuffer to, bool pio, bool fill)
    {
        PhysAddr source = default;
        if (!(pio || fill))
        {
            source = THal.Share(from, DriverToDevice);
        }

        int cookie = engine.Submit(source, default, to.Length);
        engine.Terminate();
        if (!pio && !fill)
        {
            THal.Unshare(source, from, DriverToDevice);
        }

        return cookie;
    }

    private static int CopyByHand(DmaBuffer from, DmaBuffer to, bool fill, byte value)
    {
        if (fill)
        {
            to.AsSpan().Fill(value);
        }
        else
        {
            from.AsReadOnlySpan().CopyTo(to.AsSpan());
        }

        return 0;
    }
}
