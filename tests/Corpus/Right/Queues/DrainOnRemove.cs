using System;
using System.Collections.Concurrent;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A disk that is pulled out: requests in flight fail, later ones are refused. Who takes a request out of the table ends its share, so
// completion and removal never both do.
public sealed class RemovableDisk<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    private sealed record Flight(Shared<THal> Share, Action<int> Done);

    private readonly ConcurrentDictionary<long, Flight> _flights = new();
    private long _next;
    private volatile bool _removed;

    public bool Read(ulong sector, DmaBuffer data, Action<int> done)
    {
        if (_removed)
        {
            return false;
        }

        long id = Interlocked.Increment(ref _next);
        var flight = new Flight(new Shared<THal>(data, DeviceToDriver), done);
        _flights[id] = flight;
        if (_removed)
        {
            Finish(id, -19);
            return true;
        }

        try
        {
            queue.Start(sector, flight.Share.Paddr, data.Length, status => Finish(id, status));
        }
        catch (DeviceException)
        {
            Finish(id, -5);
        }

        return true;
    }

    /// <summary>Called when the bus says that the disk is gone; it can reach no memory any more.</summary>
    public void Removed()
    {
        _removed = true;
        foreach (long id in _flights.Keys)
        {
            Finish(id, -19);
        }
    }

    private void Finish(long id, int status)
    {
        if (_flights.TryRemove(id, out Flight? flight))
        {
            flight.Share.Unshare();
            flight.Done(status);
        }
    }
}
