using System;
using Devices;
using Hal;

namespace Drivers;

// A paravirtual console with a receive buffer that is always offered and short writes. What came in is copied out between two offers;
// Close resets the transport before the last offer ends.
internal sealed class VirtioConsole<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport;
    private readonly Queue _receive;
    private readonly Queue _transmit;
    private readonly PinnedBuffer _input = new(256);
    private PhysAddr _offered;

    public VirtioConsole(VirtioTransport transport, Queue receive, Queue transmit)
    {
        _transport = transport;
        _receive = receive;
        _transmit = transmit;
        Offer();
    }

    public byte[] Read()
    {
        if (!_receive.TryPop(out PhysAddr address, out _) || address != _offered)
        {
            return [];
        }

        THal.Unshare(_offered, _input.Buffer, BufferDirection.DeviceToDriver);
        _offered = default;
        byte[] text = _input.Buffer.AsReadOnlySpan().ToArray();
        Offer();
        return text;
    }

    public bool Write(byte[] text)
    {
        using var pinned = new PinnedBuffer(text);
        using var shared = new SharedScope<THal>(pinned.Buffer, BufferDirection.DriverToDevice);
        if (!_transmit.TryAdd(shared.Paddr, pinned.Buffer))
        {
            return false;
        }

        _transport.Notify(1);
        while (!_transmit.TryPop(out _, out _))
        {
        }

        return true;
    }

    public void Dispose()
    {
        _transport.Reset();
        if (_offered != default)
        {
            THal.Unshare(_offered, _input.Buffer, BufferDirection.DeviceToDriver);
            _offered = default;
        }

        _input.Dispose();
    }

    private void Offer()
    {
        PhysAddr address = THal.Share(_input.Buffer, BufferDirection.DeviceToDriver);
        if (!_receive.TryAdd(address, _input.Buffer))
        {
            THal.Unshare(address, _input.Buffer, BufferDirection.DeviceToDriver);
            return;
        }

        _offered = address;
        _transport.Notify(0);
    }
}
