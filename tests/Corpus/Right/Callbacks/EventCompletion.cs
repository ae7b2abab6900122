using System;
using System.Collections.Concurrent;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Completions come by an event that names address and buffer.</summary>
public sealed class EventDriven<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly ConcurrentDictionary<PhysAddr, BufferDirection> _live = new();

    public EventDriven(VendorQueue queue)
    {
        _queue = queue;
        _queue.Finished += OnFinished;
    }

    public event Action<DmaBuffer>? Completed;

    public bool Send(DmaBuffer buffer) => Submit(buffer, DriverToDevice);

    public bool Receive(DmaBuffer buffer) => Submit(buffer, DeviceToDriver);

    public void Dispose()
    {
        while (!_live.IsEmpty)
        {
            _queue.Poll();
        }

        _queue.Finished -= OnFinished;
    }

    private bool Submit(DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr address = THal.Share(buffer, direction);
        _live[address] = direction;
        if (_queue.Push(address, buffer) == 1)
        {
            return true;
        }

        _live.TryRemove(address, out _);
        THal.Unshare(address, buffer, direction);
        return false;
    }

    private void OnFinished(PhysAddr address, DmaBuffer buffer)
    {
        if (_live.TryRemove(address, out BufferDirection direction))
        {
            THal.Unshare(address, buffer, direction);
            Completed?.Invoke(buffer);
        }
    }
}
