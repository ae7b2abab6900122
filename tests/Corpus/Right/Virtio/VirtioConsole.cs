using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A console port: one receive page that is posted again and again, and writes of any size.</summary>
public sealed unsafe class VirtioConsole<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Queue _transmit;
    private readonly Ring _receive;
    private readonly Device _device;
    private readonly Dma<THal> _inbox;
    private int _pending;

    public VirtioConsole(Device device, Queue transmit, Ring receive)
    {
        _device = device;
        _transmit = transmit;
        _receive = receive;
        _inbox = new Dma<THal>(1, DeviceToDriver);
        _receive.Post(0, _inbox.Paddr, (int)_inbox.Length);
    }

    public int TryRead(Span<byte> into)
    {
        if (_pending == 0)
        {
            if (!_receive.TryTake(out _, out int written))
            {
                return 0;
            }

            _pending = Math.Clamp(written, 0, (int)_inbox.Length);
        }

        int take = Math.Min(into.Length, _pending);
        _inbox.AsSpan()[..take].CopyTo(into);
        _pending -= take;
        if (_pending == 0)
        {
            _receive.Post(0, _inbox.Paddr, (int)_inbox.Length);
            _receive.Doorbell();
        }

        return take;
    }

    public int Write(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        using var line = new PinnedBuffer(text.Length);
        text.CopyTo(line.Buffer.AsSpan());
        PhysAddr paddr = THal.Share(line.Buffer, DriverToDevice);
        try
        {
            if (!_transmit.TryAdd(paddr, line.Buffer))
            {
                return -11;
            }

            _device.Kick();
            if (!_device.Wait(1000))
            {
                _device.Reset();
                return -110;
            }

            return text.Length;
        }
        finally
        {
            THal.Unshare(paddr, line.Buffer, DriverToDevice);
        }
    }

    public void Dispose()
    {
        _receive.Stop();
        _inbox.Dispose();
    }
}
