using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A vendor's queue that says by a text what went wrong, and by null that all is well. Only an accepted entry is kept; a text ends the
// share at once and becomes the result.
public readonly record struct Outcome(bool Accepted, string? Reason)
{
    public static Outcome Good { get; } = new(true, null);
}

public sealed class TelemetryUplink<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly Device _modem;
    private readonly Queue<(PhysAddr Address, DmaBuffer Record)> _sent = new();

    public TelemetryUplink(VendorQueue queue, Device modem)
    {
        _queue = queue;
        _modem = modem;
    }

    public Outcome Send(DmaBuffer record)
    {
        if (record.Length > 1400)
        {
            return new Outcome(false, "too long");
        }

        PhysAddr address = THal.Share(record, BufferDirection.DriverToDevice);
        if (_queue.Offer(address, record) is { } reason)
        {
            THal.Unshare(address, record, BufferDirection.DriverToDevice);
            return new Outcome(false, reason);
        }

        _sent.Enqueue((address, record));
        return Outcome.Good;
    }

    public int Collect()
    {
        int collected = 0;
        while (_sent.TryPeek(out var oldest) && _queue.TryFinish(oldest.Address))
        {
            _sent.Dequeue();
            THal.Unshare(oldest.Address, oldest.Record, BufferDirection.DriverToDevice);
            collected++;
        }

        return collected;
    }

    public void HangUp()
    {
        _modem.Reset();
        foreach (var (address, record) in _sent)
        {
            THal.Unshare(address, record, BufferDirection.DriverToDevice);
        }

        _sent.Clear();
    }
}
