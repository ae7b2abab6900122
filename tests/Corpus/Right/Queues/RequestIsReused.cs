using Devices;
using Hal;

/// <summary>One request object lives as long as the driver and is shared, enqueued and ended again and again.</summary>
public sealed class ReusedRequest<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue = new();
    private readonly BlockRequest _request = new();

    public int Write(ulong sector, DmaBuffer data)
    {
        _request.Sector = sector;
        _request.IsWrite = true;
        _request.Data = data;
        _request.Address = THal.Share(_request.Data, BufferDirection.DriverToDevice);
        _queue.Enqueue(_request);
        _queue.Drain();
        THal.Unshare(_request.Address, _request.Data, BufferDirection.DriverToDevice);
        _request.Data = default;
        return _request.Status;
    }
}
