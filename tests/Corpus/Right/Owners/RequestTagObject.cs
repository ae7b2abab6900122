using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Block requests carry their address; the tag of a request remembers how it was shared. What Done ends is what Submit shared, by the
// request's own fields; a refused request is ended and untagged.
public sealed class TaggedRequests<THal>
    where THal : struct, IHal
{
    private sealed record Mapping(Shared<THal> Data, Action<BlockRequest>? Then);

    private readonly BlockQueue _queue;

    public TaggedRequests(BlockQueue queue) => _queue = queue;

    public bool Submit(BlockRequest request)
    {
        if (request.Tag is Mapping)
        {
            return false;
        }

        var data = new Shared<THal>(request.Data, request.IsWrite ? DriverToDevice : DeviceToDriver);
        var mapping = new Mapping(data, request.Done);
        request.Address = data.Paddr;
        request.Tag = mapping;
        request.Done = OnDone;
        if (_queue.TryEnqueue(request))
        {
            return true;
        }

        Restore(request, mapping);
        return false;
    }

    private static void OnDone(BlockRequest request)
    {
        if (request.Tag is Mapping mapping)
        {
            Restore(request, mapping);
            mapping.Then?.Invoke(request);
        }
    }

    private static void Restore(BlockRequest request, Mapping mapping)
    {
        mapping.Data.Unshare();
        request.Tag = null;
        request.Address = default;
        request.Done = mapping.Then;
    }
}
