using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (ttusb and other capture drivers): the record in the field ends in the direction that it was shared in.
internal sealed class IsochronousInput<THal>(Device stream)
    where THal : struct, IHal
{
    private readonly record struct Running(PhysAddr Address, DmaBuffer Packets);

    private Running? _running;

    public void Start(DmaBuffer packets)
    {
        if (_running is not null)
        {
            throw new InvalidOperationException("the stream runs");
        }

        PhysAddr address = THal.Share(packets, DeviceToDriver);
        _running = new Running(address, packets);
        stream.Program(address, packets.Length);
        stream.Kick();
    }

    public void Stop()
    {
        stream.Reset();
        if (_running is { } running)
        {
            THal.Unshare(running.Address, running.Packets, DeviceToDriver);
            _running = null;
        }
    }
}
