using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Query syntax, lookups and groups over what is in flight.
public sealed class QuerySyntax<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private readonly List<(int Command, bool Write, Shared<THal> Share)> _inFlight = [];

    public void Issue(DmaBuffer buffer, bool write)
    {
        var share = new Shared<THal>(buffer, write ? DriverToDevice : DeviceToDriver);
        int command = queue.Submit(write ? (byte)1 : (byte)2, share.Paddr, default);
        if (command < 0)
        {
            share.Unshare();
            return;
        }

        _inFlight.Add((command, write, share));
    }

    public (int Reads, int Writes) Collect()
    {
        var done = (from entry in _inFlight
                    where queue.IsDone(entry.Command)
                    orderby entry.Command
                    group entry.Share by entry.Write into byDirection
                    select byDirection).ToDictionary(group => group.Key, group => group.ToList());
        _inFlight.RemoveAll(entry => queue.IsDone(entry.Command));
        foreach (Shared<THal> share in done.Values.SelectMany(shares => shares))
        {
            share.Unshare();
        }

        return (done.GetValueOrDefault(false)?.Count ?? 0, done.GetValueOrDefault(true)?.Count ?? 0);
    }
}
