using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Writes a tape without a gap: two blocks alternate, one is filled while the drive takes the other.</summary>
public sealed class TapeWriter<THal>(Device drive, PinnedBuffer first, PinnedBuffer second) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer[] _blocks = [first, second];
    private Shared<THal> _moving;
    private bool _isMoving;
    private int _fill;

    public int BlocksWritten { get; private set; }

    public void Write(IEnumerable<byte[]> records)
    {
        foreach (byte[] record in records)
        {
            DmaBuffer block = _blocks[_fill].Buffer;
            record.AsSpan(0, Math.Min(record.Length, block.Length)).CopyTo(block.AsSpan());
            Settle();
            _moving = new Shared<THal>(block, DriverToDevice);
            _isMoving = true;
            drive.Program(_moving.Paddr, block.Length);
            drive.Kick();
            _fill = 1 - _fill;
        }

        Settle();
    }

    public void Dispose()
    {
        if (_isMoving)
        {
            drive.Reset();
            _moving.Unshare();
            _isMoving = false;
        }

        foreach (PinnedBuffer block in _blocks)
        {
            block.Dispose();
        }
    }

    private void Settle()
    {
        if (!_isMoving)
        {
            return;
        }

        if (!drive.Wait(30_000))
        {
            drive.Reset();
        }

        _moving.Unshare();
        _isMoving = false;
        BlocksWritten++;
    }
}
