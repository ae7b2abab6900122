using Devices;
using Hal;

/// <summary>After adding, a flag decides: the caller waits and ends its own share, or leaves both to the completion routine.</summary>
public sealed class CallerWaits<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue = new();

    public void Attach() => _queue.Finished += OnFinished;

    public void Send(DmaBuffer data, bool wait)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        _queue.Post(at, data);
        if (!wait)
        {
            return;
        }

        while (!_queue.TryFinish(at))
        {
        }

        THal.Unshare(at, data, BufferDirection.DriverToDevice);
    }

    public bool SendUrgent(DmaBuffer data, int budget)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        _queue.Post(at, data);
        while (budget-- > 0)
        {
            if (_queue.TryFinish(at))
            {
                THal.Unshare(at, data, BufferDirection.DriverToDevice);
                return true;
            }
        }

        return false;
    }

    private static void OnFinished(PhysAddr at, DmaBuffer buffer) => THal.Unshare(at, buffer, BufferDirection.DriverToDevice);
}
