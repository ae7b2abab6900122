using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A flash translation layer in error codes: map, read and check, each a negative number on failure. The mapping helper says by its
// status whether there is anything to end.
public sealed class StatusReader<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine;
    private readonly PhysAddr _window;

    public StatusReader(DmaEngine engine, PhysAddr window)
    {
        _engine = engine;
        _window = window;
    }

    public int Read(uint page, DmaBuffer into)
    {
        int status = TryMap(into, out PhysAddr target);
        if (status < 0)
        {
            return status;
        }

        int cookie = _engine.Submit(_window + (ulong)page * 2048, target, into.Length);
        if (cookie < 0)
        {
            status = cookie;
            goto unmap;
        }

        if (!_engine.WaitFor(cookie, 20))
        {
            _engine.Terminate();
            status = -110;
        }

    unmap:
        THal.Unshare(target, into, DeviceToDriver);
        return status;
    }

    private static int TryMap(DmaBuffer into, out PhysAddr target)
    {
        if (into.IsEmpty)
        {
            target = default;
            return -22;
        }

        try
        {
            target = THal.Share(into, DeviceToDriver);
            return 0;
        }
        catch (DmaException)
        {
            target = default;
            return -12;
        }
    }
}
