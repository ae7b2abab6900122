using System.Threading;
using Devices;
using Hal;

/// <summary>The same share is offered to a full queue again and again, and ended only when the time is over.</summary>
public sealed class PatientQueue<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue = new();

    public bool Post(DmaBuffer data, int milliseconds)
    {
        Deadline end = Deadline.In(milliseconds);
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        while (!_queue.TryAdd(at, data))
        {
            if (end.Expired)
            {
                THal.Unshare(at, data, BufferDirection.DriverToDevice);
                return false;
            }

            Thread.Yield();
        }

        return true;
    }
}
