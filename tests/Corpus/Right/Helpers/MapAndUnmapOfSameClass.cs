using Devices;
using Hal;

/// <summary>Private Map and Unmap of the driver, used in a try and its finally.</summary>
public sealed class Mapper<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Send(DmaBuffer data)
    {
        PhysAddr at = Map(data);
        try
        {
            return _device.Submit(at, data.Length) && _device.Wait(10);
        }
        finally
        {
            Unmap(at, data);
        }
    }

    private static PhysAddr Map(DmaBuffer data) => THal.Share(data, BufferDirection.DriverToDevice);

    private static void Unmap(PhysAddr at, DmaBuffer data) => THal.Unshare(at, data, BufferDirection.DriverToDevice);
}
