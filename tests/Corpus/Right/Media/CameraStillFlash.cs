using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A camera takes a still: a preview frame and a main frame in one go, with a flash that may fail. Goto-like labels by nested ifs; each
// level ends what it made, in the reverse order.
public sealed class StillCapture<THal>
    where THal : struct, IHal
{
    private readonly Device _sensor;
    private readonly Device _flash;

    public StillCapture(Device sensor, Device flash)
    {
        _sensor = sensor;
        _flash = flash;
    }

    public int Capture(DmaBuffer preview, DmaBuffer main)
    {
        int status = -5;
        PhysAddr first = THal.Share(preview, DeviceToDriver);
        if (!_sensor.Submit(first, preview.Length))
        {
            goto endPreview;
        }

        PhysAddr second;
        try
        {
            second = THal.Share(main, DeviceToDriver);
        }
        catch (DmaException)
        {
            status = -12;
            _sensor.Reset();
            goto endPreview;
        }

        if (!_sensor.Submit(second, main.Length))
        {
            status = -16;
            _sensor.Reset();
            goto endMain;
        }

        _flash.Kick();
        if (_sensor.Wait(800))
        {
            status = 0;
        }
        else
        {
            status = -110;
            _sensor.Reset();
        }

    endMain:
        THal.Unshare(second, main, DeviceToDriver);
    endPreview:
        THal.Unshare(first, preview, DeviceToDriver);
        return status;
    }
}
