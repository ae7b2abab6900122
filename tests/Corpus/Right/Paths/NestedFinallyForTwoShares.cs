using Devices;
using Hal;

/// <summary>A cipher with source and destination: an inner try for the second share, an outer one for the first.</summary>
public sealed class Cipher<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public int Run(DmaBuffer plain, DmaBuffer cipher)
    {
        PhysAddr source = THal.Share(plain, BufferDirection.DriverToDevice);
        try
        {
            PhysAddr destination = THal.Share(cipher, BufferDirection.DeviceToDriver);
            try
            {
                int cookie = _engine.Submit(source, destination, plain.Length);
                if (cookie < 0)
                {
                    return cookie;
                }

                return _engine.WaitFor(cookie, 100) ? 0 : Stop();
            }
            finally
            {
                THal.Unshare(destination, cipher, BufferDirection.DeviceToDriver);
            }
        }
        finally
        {
            THal.Unshare(source, plain, BufferDirection.DriverToDevice);
        }
    }

    private int Stop()
    {
        _engine.Terminate();
        return -110;
    }
}
