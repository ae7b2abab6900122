using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Windows drivers (vioscsi): the result of the share is discarded, and nothing can end it.
internal sealed class EventBuffers<THal>(VirtioTransport transport)
    where THal : struct, IHal
{
    private const int EventQueue = 1;
    private readonly List<DmaBuffer> _events = [];

    public int Count => _events.Count;

    public bool Prepare(DmaBuffer entry)
    {
        if (entry.Length < 16 || transport.Broken)
        {
            return false;
        }

        entry.AsSpan().Clear();
        _ = THal.Share(entry, DeviceToDriver); //! HAL1003
        _events.Add(entry);
        transport.Notify(EventQueue);
        return true;
    }
}
