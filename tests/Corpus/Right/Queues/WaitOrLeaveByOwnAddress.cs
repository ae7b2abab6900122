using Devices;
using Hal;

/// <summary>As a kernel's blk_execute: with no completion routine the caller waits and ends its share, with one the routine does.</summary>
public sealed class ExecuteRequest<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue = new();

    public int Execute(BlockRequest request, DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        request.Address = at;
        request.Data = data;
        _queue.Enqueue(request);
        if (request.Done is not null)
        {
            return 0;
        }

        _queue.Drain();
        THal.Unshare(at, data, BufferDirection.Both);
        return request.Status;
    }

    public static void Done(BlockRequest request) => THal.Unshare(request.Address, request.Data, BufferDirection.Both);
}
