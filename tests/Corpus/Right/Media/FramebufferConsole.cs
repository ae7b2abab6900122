using System;
using Devices;
using Hal;

namespace Drivers;

// A text console that draws into a shadow and flushes only the rows that changed. Drawing goes to plain memory, a flush shares just the
// dirty rows as a slice, and clears the mark when they are out.
internal sealed class FramebufferConsole<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Rows = 25;
    private const int RowBytes = 80 * 16 * 4;

    private readonly Device _display;
    private readonly PinnedBuffer _shadow = new(Rows * RowBytes);
    private int _firstDirty = Rows;
    private int _lastDirty = -1;

    public FramebufferConsole(Device display) => _display = display;

    public void Fill(int row, byte value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        _shadow.Buffer.Slice(row * RowBytes, RowBytes).AsSpan().Fill(value);
        _firstDirty = Math.Min(_firstDirty, row);
        _lastDirty = Math.Max(_lastDirty, row);
    }

    public bool Flush()
    {
        if (_lastDirty < _firstDirty)
        {
            return true;
        }

        DmaBuffer dirty = _shadow.Buffer.Slice(_firstDirty * RowBytes, (_lastDirty - _firstDirty + 1) * RowBytes);
        PhysAddr address = THal.Share(dirty, BufferDirection.DriverToDevice);
        _display.WriteRegister(0, (ulong)_firstDirty);
        bool flushed = _display.Submit(address, dirty.Length);
        if (flushed && !_display.Wait(40))
        {
            _display.Reset();
            flushed = false;
        }

        THal.Unshare(address, dirty, BufferDirection.DriverToDevice);
        if (flushed)
        {
            _firstDirty = Rows;
            _lastDirty = -1;
        }

        return flushed;
    }

    public void Dispose() => _shadow.Dispose();
}
