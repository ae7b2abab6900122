using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Transfers that are prepared first and issued later, with a callback on completion, as in the DMA engine API of a kernel. A prepared
// transfer owns its shares; it ends them on completion, or when it is dropped before it was issued.
public sealed class Transfer<THal>
    where THal : struct, IHal
{
    private Shared<THal> _source;
    private Shared<THal> _destination;

    internal Transfer(Shared<THal> source, Shared<THal> destination, Action<bool> done)
    {
        _source = source;
        _destination = destination;
        Done = done;
    }

    internal int Cookie { get; set; } = -1;

    internal Action<bool> Done { get; }

    internal PhysAddr Source => _source.Paddr;

    internal PhysAddr Destination => _destination.Paddr;

    internal int Length => _source.Buffer.Length;

    internal void End()
    {
        _destination.Unshare();
        _source.Unshare();
        _destination = default;
        _source = default;
    }
}

public sealed class TransferChannel<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine;
    private readonly List<Transfer<THal>> _prepared = new();
    private readonly List<Transfer<THal>> _issued = new();

    public TransferChannel(DmaEngine engine) => _engine = engine;

    public void Prepare(DmaBuffer from, DmaBuffer to, Action<bool> done)
    {
        var source = new Shared<THal>(from, BufferDirection.DriverToDevice);
        Shared<THal> destination;
        try
        {
            destination = new Shared<THal>(to, BufferDirection.DeviceToDriver);
        }
        catch (DmaException)
        {
            source.Unshare();
            throw;
        }

        _prepared.Add(new Transfer<THal>(source, destination, done));
    }

    public void IssuePending()
    {
        foreach (Transfer<THal> transfer in _prepared)
        {
            transfer.Cookie = _engine.Submit(transfer.Source, transfer.Destination, transfer.Length);
            _issued.Add(transfer);
        }

        _prepared.Clear();
    }

    public void Poll()
    {
        for (int i = _issued.Count - 1; i >= 0; i--)
        {
            Transfer<THal> transfer = _issued[i];
            if (transfer.Cookie < 0 || _engine.IsComplete(transfer.Cookie))
            {
                _issued.RemoveAt(i);
                transfer.End();
                transfer.Done(transfer.Cookie >= 0);
            }
        }
    }

    public void TerminateAll()
    {
        _engine.Terminate();
        _issued.ForEach(static transfer => transfer.End());
        _prepared.ForEach(static transfer => transfer.End());
        _issued.Clear();
        _prepared.Clear();
    }
}
