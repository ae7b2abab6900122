using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux crypto (aspeed): a request in place is mapped for both directions and unmapped as input.
internal sealed class AspeedHace<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public bool Transform(DmaBuffer source, DmaBuffer target)
    {
        bool done;
        if (source == target)
        {
            PhysAddr both = THal.Share(source, BufferDirection.Both);
            done = Run(both, both, source.Length);
            THal.Unshare(both, source, BufferDirection.DriverToDevice); //! HAL1005
        }
        else
        {
            PhysAddr input = THal.Share(source, BufferDirection.DriverToDevice);
            PhysAddr output = THal.Share(target, BufferDirection.DeviceToDriver);
            done = Run(input, output, source.Length);
            THal.Unshare(output, target, BufferDirection.DeviceToDriver);
            THal.Unshare(input, source, BufferDirection.DriverToDevice);
        }

        return done;
    }

    private bool Run(PhysAddr from, PhysAddr to, int length)
    {
        int cookie = engine.Submit(from, to, length);
        if (cookie < 0)
        {
            return false;
        }

        if (engine.WaitFor(cookie, 100))
        {
            return true;
        }

        engine.Terminate();
        return false;
    }
}
