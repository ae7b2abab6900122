using System;
using System.Collections.Generic;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Requests of a USB gadget's endpoint: queued, dequeued by the function, or given back on disconnect.</summary>
public sealed class GadgetEndpoint<THal>(MmioRegion endpoint, bool isIn)
    where THal : struct, IHal
{
    public sealed class Request
    {
        public DmaBuffer Buffer { get; init; }

        public int Status { get; internal set; } = -115;

        public Action<Request>? Complete { get; init; }

        internal Shared<THal>? Mapping { get; set; }
    }

    private readonly LinkedList<Request> _queue = new();

    private BufferDirection Direction => isIn ? DriverToDevice : DeviceToDriver;

    public int Queue(Request request)
    {
        if (request.Mapping is not null)
        {
            return -16;
        }

        try
        {
            request.Mapping = new Shared<THal>(request.Buffer, Direction);
        }
        catch (DmaException)
        {
            return -12;
        }

        request.Status = -115;
        _queue.AddLast(request);
        if (_queue.Count == 1)
        {
            Start(request);
        }

        return 0;
    }

    private void Start(Request request)
    {
        endpoint.Write64(0x08, request.Mapping!.Value.Paddr.Value);
        endpoint.Write32(0x10, (uint)request.Buffer.Length);
        endpoint.Write32(0x00, 1);
    }

    public void OnTransferDone()
    {
        if (_queue.First is not { } node)
        {
            return;
        }

        GiveBack(node, endpoint.Read32(0x14) == 0 ? 0 : -5);
        if (_queue.First is { Value: var next })
        {
            Start(next);
        }
    }

    public int Dequeue(Request request)
    {
        if (_queue.Find(request) is not { } node)
        {
            return -22;
        }

        bool wasFirst = node.Previous is null;
        if (wasFirst)
        {
            Halt();
        }

        GiveBack(node, -104);
        if (wasFirst && _queue.First is { Value: var next })
        {
            Start(next);
        }

        return 0;
    }

    public void Disconnect()
    {
        Halt();
        while (_queue.First is { } node)
        {
            GiveBack(node, -108);
        }
    }

    private void Halt()
    {
        endpoint.Write32(0x00, 0);
        while ((endpoint.Read32(0x18) & 1) != 0)
        {
            Thread.SpinWait(10);
        }
    }

    private void GiveBack(LinkedListNode<Request> node, int status)
    {
        _queue.Remove(node);
        Request request = node.Value;
        request.Mapping?.Unshare();
        request.Mapping = null;
        request.Status = status;
        request.Complete?.Invoke(request);
    }
}
