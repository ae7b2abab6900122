using System;
using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A FUSE request with any number of parts that are sent and parts that are received.</summary>
public sealed class FuseRequest<THal>
    where THal : struct, IHal
{
    private readonly List<Shared<THal>> _parts = new(8);
    private readonly VendorQueue _queue;

    private FuseRequest(VendorQueue queue) => _queue = queue;

    public Ticket? Ticket { get; private set; }

    public static FuseRequest<THal>? TryStart(VendorQueue queue, ReadOnlySpan<DmaBuffer> send, ReadOnlySpan<DmaBuffer> receive)
    {
        var request = new FuseRequest<THal>(queue);
        try
        {
            foreach (DmaBuffer part in send)
            {
                request._parts.Add(new Shared<THal>(part, DriverToDevice));
            }

            foreach (DmaBuffer part in receive)
            {
                request._parts.Add(new Shared<THal>(part, DeviceToDriver));
            }
        }
        catch (DmaException e)
        {
            Log.Info(e.Message);
            request.Release();
            return null;
        }

        PhysAddr[] addresses = [.. request._parts.Select(p => p.Paddr)];
        DmaBuffer[] buffers = [.. request._parts.Select(p => p.Buffer)];
        int taken = queue.PushMany(addresses, buffers);
        if (taken < addresses.Length)
        {
            for (int i = 0; i < taken; i++)
            {
                if (!queue.TryCancel(addresses[i]))
                {
                    DmaOwnership.Abandon<THal>(addresses[i]);
                    request._parts[i] = default;
                }
            }

            request.Release();
            return null;
        }

        return request;
    }

    public bool TryFinish()
    {
        if (_parts.Count == 0)
        {
            return true;
        }

        if (!_queue.TryFinish(_parts[^1].Paddr))
        {
            return false;
        }

        Release();
        return true;
    }

    private void Release()
    {
        for (int i = _parts.Count; --i >= 0;)
        {
            _parts[i].Unshare();
        }

        _parts.Clear();
    }
}
