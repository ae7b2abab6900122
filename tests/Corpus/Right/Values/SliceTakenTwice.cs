using Devices;
using Hal;

/// <summary>The same slice is cut twice, once over a local and once over a nested slice of equal extent.</summary>
public sealed class SlicedTwice<THal>
    where THal : struct, IHal
{
    private const int HeaderSize = 16;
    private readonly Device _device = new();

    public int Run(DmaBuffer message)
    {
        PhysAddr header = THal.Share(message.Slice(0, HeaderSize), BufferDirection.DriverToDevice);
        PhysAddr body = THal.Share(message.Slice(HeaderSize, message.Length - HeaderSize), BufferDirection.DeviceToDriver);
        int status = _device.Start(header, HeaderSize) + _device.Start(body, message.Length - HeaderSize);
        int rest = message.Length - HeaderSize;
        THal.Unshare(body, message.Slice(HeaderSize, rest), BufferDirection.DeviceToDriver);
        THal.Unshare(header, message.Slice(0, 16), BufferDirection.DriverToDevice);
        return status;
    }

    public int RunNested(DmaBuffer page)
    {
        PhysAddr at = THal.Share(page.Slice(1024, 512), BufferDirection.Both);
        int status = _device.Start(at, 512);
        THal.Unshare(at, page.Slice(512, 2048).Slice(512, 512), BufferDirection.Both);
        return status;
    }
}
