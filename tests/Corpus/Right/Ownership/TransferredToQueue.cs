using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A queue of the driver's own takes the duty over, by attribute, and discharges it when it is emptied.</summary>
public sealed class OwningQueue<THal>
    where THal : struct, IHal
{
    private readonly Queue<(PhysAddr, DmaBuffer)> _entries = new();

    public void Push([TransfersOwnership] PhysAddr at, DmaBuffer data) => _entries.Enqueue((at, data));

    public void PushOrEnd([TransfersOwnership] PhysAddr at, DmaBuffer data)
    {
        if (_entries.Count == 32)
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
            throw new DeviceException("full");
        }

        Push(at, data);
    }

    public void Empty()
    {
        while (_entries.TryDequeue(out (PhysAddr At, DmaBuffer Data) entry))
        {
            THal.Unshare(entry.At, entry.Data, BufferDirection.DriverToDevice);
        }
    }
}

/// <summary>A sender over it.</summary>
public sealed class OwningSender<THal>
    where THal : struct, IHal
{
    private readonly OwningQueue<THal> _queue = new();

    public void Send(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        _queue.PushOrEnd(at, data);
    }
}
