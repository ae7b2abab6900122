using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;

namespace Drivers;

// Like periodic reclaim: a query finds the transfers that are done, and a second statement ends exactly those. The query is materialized
// before the list changes, and removal and end concern the same objects.
public sealed class TransferTracker<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private sealed record Transfer(int Cookie, Shared<THal> Source, Shared<THal> Target, long Deadline);

    private readonly List<Transfer> _running = [];

    public int BytesInFlight => _running.Sum(t => t.Source.Buffer.Length);

    public bool Start(DmaBuffer from, DmaBuffer to, long deadline)
    {
        var source = new Shared<THal>(from, BufferDirection.DriverToDevice);
        Shared<THal> target;
        try
        {
            target = new Shared<THal>(to, BufferDirection.DeviceToDriver);
        }
        catch
        {
            source.Unshare();
            throw;
        }

        int cookie = engine.Submit(source.Paddr, target.Paddr, from.Length);
        if (cookie < 0)
        {
            target.Unshare();
            source.Unshare();
            return false;
        }

        _running.Add(new Transfer(cookie, source, target, deadline));
        return true;
    }

    public int Reclaim(long now)
    {
        List<Transfer> done = _running.Where(t => engine.IsComplete(t.Cookie)).ToList();
        if (_running.Except(done).Any(t => t.Deadline < now))
        {
            engine.Terminate();
            done = [.. _running];
        }

        _running.RemoveAll(done.Contains);
        foreach (Transfer transfer in done)
        {
            transfer.Target.Unshare();
            transfer.Source.Unshare();
        }

        return done.Count;
    }
}
