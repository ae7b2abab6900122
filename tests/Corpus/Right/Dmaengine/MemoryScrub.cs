using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Clears memory by a fill engine in the background before it is handed to another client. A region goes to the clean list after its fill
// is complete and its share has ended.
public sealed class MemoryScrubber<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private readonly Queue<DmaBuffer> _clean = new();
    private readonly List<(int Cookie, PhysAddr Address, DmaBuffer Region)> _filling = new();

    public void Retire(DmaBuffer region)
    {
        PhysAddr address = THal.Share(region, DeviceToDriver);
        int cookie = engine.SubmitFill(address, region.Length, 0);
        if (cookie >= 0)
        {
            _filling.Add((cookie, address, region));
            return;
        }

        THal.Unshare(address, region, DeviceToDriver);
        region.AsSpan().Clear();
        _clean.Enqueue(region);
    }

    public bool TryGet(out DmaBuffer region)
    {
        Collect();
        return _clean.TryDequeue(out region);
    }

    public void Drain()
    {
        foreach ((int cookie, PhysAddr address, DmaBuffer region) in _filling)
        {
            bool filled = engine.WaitFor(cookie, 1000);
            if (!filled)
            {
                engine.Terminate();
            }

            THal.Unshare(address, region, DeviceToDriver);
            if (!filled)
            {
                region.AsSpan().Clear();
            }

            _clean.Enqueue(region);
        }

        _filling.Clear();
    }

    private void Collect()
    {
        for (int i = _filling.Count - 1; i >= 0; i--)
        {
            var (cookie, address, region) = _filling[i];
            if (!engine.IsComplete(cookie))
            {
                continue;
            }

            _filling.RemoveAt(i);
            THal.Unshare(address, region, DeviceToDriver);
            _clean.Enqueue(region);
        }
    }
}
