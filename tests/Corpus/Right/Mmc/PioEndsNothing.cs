using Hal;
using Devices;

/// <summary>An SD host that ends a share only after a transfer by DMA.</summary>
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
        if (start != default)
            THal.Unshare(start, buffer, BufferDirection.DeviceToDriver);
        else if (error == 0)
            _host.ReadFifo(buffer.AsSpan());

        return error;
    }
}
