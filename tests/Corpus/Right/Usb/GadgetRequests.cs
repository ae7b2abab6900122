using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Requests of a gadget's endpoint; one that is dequeued early is unmapped by the same helper.</summary>
public sealed class GadgetEndpoint<THal>(Device udc, bool isIn)
    where THal : struct, IHal
{
    public sealed class Request
    {
        public required DmaBuffer Bytes { get; init; }

        public int Status { get; set; } = -115;

        internal ulong Dma = ulong.MaxValue;
    }

    private const ulong Invalid = ulong.MaxValue;
    private readonly LinkedList<Request> _queue = new();

    private BufferDirection Direction => isIn ? DriverToDevice : DeviceToDriver;

    public bool Queue(Request request)
    {
        request.Dma = THal.Share(request.Bytes, Direction).Value;
        _queue.AddLast(request);
        if (_queue.Count == 1 && !Kick(request))
        {
            Done(request, -19);
            return false;
        }

        return true;
    }

    private bool Kick(Request request) => udc.Submit(new PhysAddr(request.Dma), request.Bytes.Length);

    private void Done(Request request, int status)
    {
        _queue.Remove(request);
        if (request.Dma != Invalid)
        {
            THal.Unshare(new PhysAddr(request.Dma), request.Bytes, Direction);
            request.Dma = Invalid;
        }

        request.Status = status;
    }

    public void Interrupt()
    {
        if (_queue.First is not { Value: var request } || !udc.Poll())
        {
            return;
        }

        Done(request, 0);
        if (_queue.First is { Value: var next } && !Kick(next))
        {
            Done(next, -19);
        }
    }

    public void Disable()
    {
        udc.Reset();
        while (_queue.First is { } node)
        {
            Done(node.Value, -108);
        }
    }
}
