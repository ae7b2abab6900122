using System;
using Devices;
using Hal;

namespace Drivers;

// A display buffer object with its own state machine: created, mapped, scanned out, mapped, destroyed. Every transition checks the state
// that it comes from; the share is live in two states only.
public sealed class ScanoutObject<THal> : IDisposable
    where THal : struct, IHal
{
    private enum State
    {
        Created,
        Mapped,
        Scanning,
        Destroyed,
    }

    private readonly Device _display;
    private readonly PinnedBuffer _pixels;
    private PhysAddr _address;
    private State _state;

    public ScanoutObject(Device display, int bytes)
    {
        _display = display;
        _pixels = new PinnedBuffer(bytes);
    }

    public Span<byte> Pixels => _state == State.Created ? _pixels.Buffer.AsSpan() : throw new InvalidOperationException("mapped");

    public void Map()
    {
        if (_state == State.Created)
        {
            _address = THal.Share(_pixels.Buffer, BufferDirection.DriverToDevice);
            _state = State.Mapped;
        }
    }

    public void Show()
    {
        if (_state == State.Mapped)
        {
            _display.Program(_address, _pixels.Buffer.Length);
            _state = State.Scanning;
        }
    }

    public void Unmap()
    {
        if (_state == State.Scanning)
        {
            _display.Reset();
            _state = State.Mapped;
        }

        if (_state == State.Mapped)
        {
            THal.Unshare(_address, _pixels.Buffer, BufferDirection.DriverToDevice);
            _state = State.Created;
        }
    }

    public void Dispose()
    {
        Unmap();
        if (_state == State.Created)
        {
            _pixels.Dispose();
            _state = State.Destroyed;
        }
    }
}
