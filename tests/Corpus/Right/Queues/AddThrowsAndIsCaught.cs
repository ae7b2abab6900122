using System;
using Devices;
using Hal;

/// <summary>A queue that throws when it is stopped did not take the buffer: the catch ends the share.</summary>
public sealed class ThrowingQueue<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue = new();

    public void Post(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        try
        {
            _queue.Add(at, data);
        }
        catch (InvalidOperationException)
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
            throw;
        }
    }
}
