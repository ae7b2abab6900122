using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Windows drivers (vioscsi): the share goes to the queue and into the list, and Stop ends what is in the list.
internal sealed class EventBuffers<THal>(VirtioTransport transport, Queue queue)
    where THal : struct, IHal
{
    private const int EventQueue = 1;
    private readonly List<(PhysAddr Address, DmaBuffer Entry)> _events = [];

    public int Count => _events.Count;

    public bool Prepare(DmaBuffer entry)
    {
        if (entry.Length < 16 || transport.Broken)
        {
            return false;
        }

        entry.AsSpan().Clear();
        PhysAddr address = THal.Share(entry, DeviceToDriver);
        if (!queue.TryAdd(address, entry))
        {
            THal.Unshare(address, entry, DeviceToDriver);
            return false;
        }

        _events.Add((address, entry));
        transport.Notify(EventQueue);
        return true;
    }

    public void Stop()
    {
        transport.Reset();
        foreach ((PhysAddr address, DmaBuffer entry) in _events)
        {
            THal.Unshare(address, entry, DeviceToDriver);
        }

        _events.Clear();
    }
}
