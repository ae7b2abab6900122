using Devices;
using Hal;

/// <summary>A request object carries address and buffer into the queue; refused, it is taken apart again.</summary>
public sealed class ObjectPost<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue = new();

    public bool Read(ulong sector, DmaBuffer into)
    {
        var request = new BlockRequest
        {
            Sector = sector,
            Data = into,
            Address = THal.Share(into, BufferDirection.DeviceToDriver),
            Done = End,
        };
        if (_queue.TryEnqueue(request))
        {
            return true;
        }

        End(request);
        return false;
    }

    private static void End(BlockRequest request)
    {
        THal.Unshare(request.Address, request.Data, request.IsWrite ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver);
        request.Address = default;
    }
}
