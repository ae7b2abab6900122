using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>One endpoint of a USB device controller: requests are mapped when queued and unmapped when given back.</summary>
public sealed class GadgetEndpoint<THal>(Ring ring, bool isIn)
    where THal : struct, IHal
{
    private readonly LinkedList<Request> _pending = new();
    private readonly Lock _gate = new();
    private bool _enabled = true;

    public sealed class Request
    {
        public required DmaBuffer Data { get; init; }

        public Action<Request, int>? Complete { get; init; }

        public int Actual { get; internal set; }

        internal PhysAddr Dma { get; set; }
    }

    private BufferDirection Direction => isIn ? DriverToDevice : DeviceToDriver;

    public bool Queue(Request request)
    {
        lock (_gate)
        {
            if (!_enabled)
            {
                return false;
            }

            request.Dma = THal.Share(request.Data, Direction);
            if (!ring.TryPost(request.Dma, request.Data.Length, out _))
            {
                Unmap(request);
                return false;
            }

            _pending.AddLast(request);
            ring.Doorbell();
            return true;
        }
    }

    public void OnInterrupt()
    {
        while (true)
        {
            Request request;
            lock (_gate)
            {
                if (_pending.First is not { } node || !ring.TryTake(out _, out int written))
                {
                    return;
                }

                _pending.Remove(node);
                request = node.Value;
                request.Actual = Math.Min(written, request.Data.Length);
            }

            GiveBack(request, 0);
        }
    }

    public void Disable()
    {
        List<Request> orphans;
        lock (_gate)
        {
            _enabled = false;
            ring.Stop();
            orphans = [.. _pending];
            _pending.Clear();
        }

        foreach (Request orphan in orphans)
        {
            GiveBack(orphan, -108);
        }
    }

    private void GiveBack(Request request, int status)
    {
        Unmap(request);
        request.Complete?.Invoke(request, status);
    }

    private void Unmap(Request request)
    {
        THal.Unshare(request.Dma, request.Data, Direction);
        request.Dma = default;
    }
}
