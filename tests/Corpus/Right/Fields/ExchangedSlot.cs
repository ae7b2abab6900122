using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// One slot between a producer and the interrupt: a boxed share goes in and out by Interlocked.Exchange. Whoever gets the box out of the
// slot ends it, and nobody else can get it.
public sealed class ExchangedSlot<THal> : IDisposable
    where THal : struct, IHal
{
    private sealed class Box
    {
        public required Shared<THal> Share { get; init; }
    }

    private readonly Device _device;
    private Box? _current;

    public ExchangedSlot(Device device) => _device = device;

    public bool TryStart(DmaBuffer data)
    {
        var box = new Box { Share = new Shared<THal>(data, DriverToDevice) };
        if (Interlocked.CompareExchange(ref _current, box, null) is not null)
        {
            box.Share.Unshare();
            return false;
        }

        if (_device.Submit(box.Share.Paddr, data.Length))
        {
            return true;
        }

        Finish();
        return false;
    }

    public void OnInterrupt()
    {
        // True once for each submission that the device has finished with.
        if (_device.Poll())
        {
            Finish();
        }
    }

    public void Dispose()
    {
        _device.Reset();
        Finish();
    }

    private void Finish() => Interlocked.Exchange(ref _current, null)?.Share.Unshare();
}
