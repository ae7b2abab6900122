using Devices;
using Hal;

public sealed class ErrorPropertyTested<THal>(DmaEngine engine) where THal : struct, IHal
{
    public int Copy(DmaBuffer from, DmaBuffer to)
    {
        PhysAddr s = default, d = default;
        int err = 0;
        do
        {
            s = THal.Share(from, BufferDirection.DriverToDevice);
            d = THal.Share(to, BufferDirection.DeviceToDriver);
            int cookie = engine.Submit(s, d, from.Length);
            if (cookie < 0)
            {
                err = cookie;
                break;
            }

            if (!engine.WaitFor(cookie, 100))
            {
                engine.Terminate();
                err = -110;
                break;
            }
        }
        while (false);

        if (d != default)
        {
            THal.Unshare(d, to, BufferDirection.DeviceToDriver);
        }

        if (s != default)
        {
            THal.Unshare(s, from, BufferDirection.DriverToDevice);
        }

        return err;
    }
}
