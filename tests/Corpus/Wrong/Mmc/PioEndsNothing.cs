using Hal;
using Devices;

// Follows a fix in U-Boot, 2057bb4b516.
/// <summary>An SD host that ends a share after a transfer by programmed I/O, which made none.</summary>
public sealed unsafe class SdHost<THal>
    where THal : struct, IHal
{
    private readonly MmcController _host = new();

    public int Transfer(byte* data, int blocks)
    {
        int length = blocks * 512;
        DmaBuffer buffer = new(data, length);
        PhysAddr start = new();
        if (_host.UsesDma)
        {
            start = THal.Share(buffer, BufferDirection.DeviceToDriver);
            _host.SetDataAddress(start);
        }

        int error = _host.SendCommand(18, 0);
        if (!_host.UsesDma && error == 0)
            _host.ReadFifo(buffer.AsSpan());

        THal.Unshare(start, buffer, BufferDirection.DeviceToDriver); //! HAL1001
        return error;
    }
}
