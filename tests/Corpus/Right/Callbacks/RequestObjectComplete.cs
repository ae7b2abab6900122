using System;
using Devices;
using Hal;

namespace Drivers;

// A block driver whose request objects carry their mapping, and whose completion callback ends it. A request that the queue does not
// take is unmapped by the submitter, every other by its Done.
public sealed class RequestDriver<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue;

    public RequestDriver(BlockQueue queue) => _queue = queue;

    public int Failures { get; private set; }

    public bool Submit(BlockRequest request, Action<int> finished)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Data.IsEmpty)
        {
            finished(0);
            return true;
        }

        request.Address = THal.Share(request.Data, DirectionOf(request));
        request.Tag = finished;
        request.Done = Complete;
        if (_queue.TryEnqueue(request))
        {
            _queue.InFlight++;
            return true;
        }

        Unmap(request);
        request.Done = null;
        request.Tag = null;
        return false;
    }

    private void Complete(BlockRequest request)
    {
        Unmap(request);
        _queue.InFlight--;
        if (request.Status < 0)
        {
            Failures++;
        }

        if (request.Tag is Action<int> finished)
        {
            request.Tag = null;
            finished(request.Status);
        }
    }

    private static void Unmap(BlockRequest request)
    {
        THal.Unshare(request.Address, request.Data, DirectionOf(request));
        request.Address = default;
    }

    private static BufferDirection DirectionOf(BlockRequest request) =>
        request.IsWrite ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver;
}
