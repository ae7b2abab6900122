using Devices;
using Hal;

/// <summary>A helper that ends the share only when it reports failure; the caller goes by its answer.</summary>
public sealed class FailureEnds<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Send(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        if (!Submit(at, data))
        {
            return false;
        }

        _device.Wait(10);
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        return true;
    }

    private bool Submit(PhysAddr at, DmaBuffer data)
    {
        if (_device.Start(at, data.Length) == 0)
        {
            return true;
        }

        _device.Reset();
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        return false;
    }
}
