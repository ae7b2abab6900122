using Devices;
using Hal;

/// <summary>Enqueue answers a receipt or null: without a receipt the share is still here.</summary>
public sealed class Receipts<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue = new();

    public Ticket? Post(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        Ticket? ticket = _queue.Enqueue(at, data);
        if (ticket is null)
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
        }

        return ticket;
    }

    public int Number(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        if (_queue.Enqueue(at, data)?.Number is { } number)
        {
            return number;
        }

        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        return -1;
    }
}
