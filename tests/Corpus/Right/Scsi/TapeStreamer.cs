using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A tape driver that keeps the drive streaming with two buffers. A buffer is filled only while it is idle; its share ends when the drive
// has taken it, and at the end both are waited for.
internal sealed class TapeStreamer<THal> : IDisposable
    where THal : struct, IHal
{
    private sealed class Half
    {
        public readonly PinnedBuffer Memory = new(64 * 1024);
        public Shared<THal> Share;
        public int Command = -1;
    }

    private readonly NvmeQueue _drive;
    private readonly Half[] _halves = [new Half(), new Half()];
    private int _next;

    public TapeStreamer(NvmeQueue drive) => _drive = drive;

    public bool Write(ReadOnlySpan<byte> record)
    {
        Half half = _halves[_next];
        Finish(half);
        if (record.Length == 0 || record.Length > half.Memory.Buffer.Length)
        {
            return false;
        }

        DmaBuffer used = half.Memory.Buffer.Slice(0, record.Length);
        record.CopyTo(used.AsSpan());
        half.Share = new Shared<THal>(used, DriverToDevice);
        half.Command = _drive.Submit(0x0A, half.Share.Paddr, default);
        if (half.Command < 0)
        {
            half.Share.Unshare();
            half.Share = default;
            return false;
        }

        _drive.RingDoorbell();
        _next ^= 1;
        return true;
    }

    public void Dispose()
    {
        foreach (Half half in _halves)
        {
            Finish(half);
            half.Memory.Dispose();
        }
    }

    private void Finish(Half half)
    {
        if (half.Command < 0)
        {
            return;
        }

        while (!_drive.IsDone(half.Command))
        {
        }

        half.Share.Unshare();
        half.Share = default;
        half.Command = -1;
    }
}
