using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Sorts requests by sector and gives them to the disk one after the other. A request is shared when its turn comes and ended in its
// callback, also when the disk refuses it at once.
public sealed class Elevator<THal>(BlockQueue disk)
    where THal : struct, IHal
{
    private readonly PriorityQueue<BlockRequest, ulong> _waiting = new();
    private readonly object _gate = new();
    private bool _busy;

    public void Submit(BlockRequest request)
    {
        lock (_gate)
        {
            _waiting.Enqueue(request, request.Sector);
        }

        StartNext();
    }

    private void StartNext()
    {
        BlockRequest? request;
        lock (_gate)
        {
            if (_busy || !_waiting.TryDequeue(out request, out _))
            {
                return;
            }

            _busy = true;
        }

        BufferDirection direction = request.IsWrite ? DriverToDevice : DeviceToDriver;
        Shared<THal> share;
        try
        {
            share = new Shared<THal>(request.Data, direction);
        }
        catch (DmaException)
        {
            // An empty share ends without effect.
            Complete(request, default, -12);
            return;
        }

        request.Address = share.Paddr;
        if (!disk.TryStart(request.Sector, share.Paddr, request.Data.Length, status => Complete(request, share, status)))
        {
            Complete(request, share, -16);
        }
    }

    private void Complete(BlockRequest request, Shared<THal> share, int status)
    {
        share.Unshare();
        request.Address = default;
        request.Status = status;
        lock (_gate)
        {
            _busy = false;
        }

        request.Done?.Invoke(request);
        StartNext();
    }
}
