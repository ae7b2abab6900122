using Devices;
using Hal;

/// <summary>The share is made before the loop; on an error it is ended, the device reset, and the same variable shared anew.</summary>
public sealed class ResharedOnError<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data, int blocks)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        int errors = 0;
        for (int block = 0; block < blocks && errors < 3;)
        {
            if (_device.Start(at, block) == 0)
            {
                block++;
                continue;
            }

            errors++;
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
            _device.Reset();
            at = THal.Share(data, BufferDirection.DriverToDevice);
        }

        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        return errors;
    }

    public bool RunTry(DmaBuffer data)
    {
        var share = new Shared<THal>(data, BufferDirection.DriverToDevice);
        try
        {
            for (int attempt = 0; attempt < 3; attempt++)
            {
                try
                {
                    if (_device.Submit(share.Paddr, data.Length))
                    {
                        return true;
                    }
                }
                catch (DeviceException)
                {
                    _device.Reset();
                    share.Unshare();
                    share = default;
                    share = new Shared<THal>(data, BufferDirection.DriverToDevice);
                }
            }

            return false;
        }
        finally
        {
            share.Unshare();
        }
    }
}
