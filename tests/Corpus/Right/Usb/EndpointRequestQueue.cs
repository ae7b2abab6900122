using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// The request queue of a USB device controller's endpoint. Enqueue shares, Complete and Disable end; a request leaves the list before
// its owner hears of it.
internal sealed class GadgetRequest
{
    public required DmaBuffer Buffer { get; init; }

    public required Action<int> Done { get; init; }

    internal PhysAddr Address { get; set; }
}

internal sealed class GadgetEndpoint<THal>
    where THal : struct, IHal
{
    private readonly Device _controller;
    private readonly BufferDirection _direction;
    private readonly LinkedList<GadgetRequest> _queue = new();

    public GadgetEndpoint(Device controller, bool isIn)
    {
        _controller = controller;
        _direction = isIn ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver;
    }

    public void Enqueue(GadgetRequest request)
    {
        request.Address = THal.Share(request.Buffer, _direction);
        _queue.AddLast(request);
        if (_queue.Count == 1)
        {
            _controller.Program(request.Address, request.Buffer.Length);
        }
    }

    public void OnInterrupt(int status)
    {
        if (_queue.First is not { } node)
        {
            return;
        }

        GiveBack(node.Value, status);
        if (_queue.First is { } next)
        {
            _controller.Program(next.Value.Address, next.Value.Buffer.Length);
        }
    }

    public void Disable()
    {
        _controller.Reset();
        while (_queue.First is { } node)
        {
            GiveBack(node.Value, -108);
        }
    }

    private void GiveBack(GadgetRequest request, int status)
    {
        _queue.RemoveFirst();
        THal.Unshare(request.Address, request.Buffer, _direction);
        request.Address = default;
        request.Done(status);
    }
}
