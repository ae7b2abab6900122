using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A queue that raises an event with address and buffer of each entry that is finished. The handler is attached before the first entry
// goes in, and it alone ends the shares of accepted entries.
public sealed class EventDrivenWriter<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private int _open;

    public EventDrivenWriter(VendorQueue queue)
    {
        _queue = queue;
        _queue.Finished += OnFinished;
    }

    public int Open => Volatile.Read(ref _open);

    public bool Write(DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice);
        Interlocked.Increment(ref _open);
        uint error = _queue.Post(address, data);
        if (error == 0)
        {
            return true;
        }

        Interlocked.Decrement(ref _open);
        THal.Unshare(address, data, BufferDirection.DriverToDevice);
        Log.Info($"the queue refused an entry: {error}");
        return false;
    }

    public bool WriteAll(ReadOnlySpan<DmaBuffer> parts)
    {
        foreach (DmaBuffer part in parts)
        {
            while (!Write(part))
            {
                if (Open == 0)
                {
                    return false;
                }

                _queue.Poll();
            }
        }

        return true;
    }

    public void Dispose()
    {
        while (Open > 0)
        {
            _queue.Poll();
        }

        _queue.Finished -= OnFinished;
    }

    private void OnFinished(PhysAddr address, DmaBuffer data)
    {
        if (address == default)
        {
            return;
        }

        THal.Unshare(address, data, BufferDirection.DriverToDevice);
        Interlocked.Decrement(ref _open);
    }
}
