using System;
using Devices;
using Hal;

namespace Drivers;

// Suspend and resume: rings are given back when the device sleeps and made anew when it wakes. Suspend stops, ends the shares and gives
// the ring back; Resume makes all of it or leaves the device off.
public sealed class SleepyController<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly PowerDomain _power;
    private readonly PinnedBuffer _inbox = new(2048);
    private Dma<THal>? _ring;
    private Shared<THal> _mail;

    public SleepyController(Device device, PowerDomain power)
    {
        _device = device;
        _power = power;
    }

    public bool IsAwake => _ring is not null;

    public bool Resume()
    {
        if (IsAwake)
        {
            return true;
        }

        if (_power.Enable() != 0)
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? ring))
        {
            _power.Disable();
            return false;
        }

        try
        {
            _mail = new Shared<THal>(_inbox.Buffer, BufferDirection.DeviceToDriver);
        }
        catch (DmaException)
        {
            ring.Dispose();
            _power.Disable();
            return false;
        }

        _ring = ring;
        _device.Program(ring.Paddr, (int)ring.Length);
        _device.Program(_mail.Paddr, _inbox.Buffer.Length);
        return true;
    }

    public void Suspend()
    {
        if (_ring is not { } ring)
        {
            return;
        }

        _device.Reset();
        _mail.Unshare();
        _mail = default;
        _ring = null;
        ring.Dispose();
        _power.Disable();
    }

    public void Dispose()
    {
        Suspend();
        _inbox.Dispose();
    }
}
