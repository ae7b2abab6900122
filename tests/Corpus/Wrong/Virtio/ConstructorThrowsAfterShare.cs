using System;
using Hal;
using Devices;

/// <summary>A virtio driver's constructor that shares its event buffer and throws when the device refuses the features.</summary>
public sealed class VirtioInput<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport;
    private readonly DmaBuffer _events;
    private readonly PhysAddr _address;

    public VirtioInput(VirtioTransport transport, DmaBuffer events)
    {
        _transport = transport;
        _events = events;
        _address = THal.Share(events, BufferDirection.DeviceToDriver); //! HAL1002
        if (!transport.Negotiate(1UL << 32))
        {
            transport.Reset();
            throw new DeviceException("the device is older than virtio 1.0");
        }

        transport.SetQueue(0, _address, 64);
    }

    public bool HasEvents => _transport.Used(0);

    public void Dispose()
    {
        _transport.Reset();
        THal.Unshare(_address, _events, BufferDirection.DeviceToDriver);
    }
}
