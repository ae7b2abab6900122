using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A sensor hub: a request for each sensor, sent together, collected by name.</summary>
public sealed class SensorBatch<THal>(VendorQueue queue, Device hub)
    where THal : struct, IHal
{
    public Dictionary<string, byte[]> Sample(IReadOnlyDictionary<string, DmaBuffer> sensors)
    {
        var shares = new Dictionary<string, PhysAddr>();
        var result = new Dictionary<string, byte[]>();
        foreach ((string name, DmaBuffer buffer) in sensors)
        {
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            if (!queue.TryEnqueue(paddr, buffer, out int slot))
            {
                Log.Info($"{name}: the queue is full after {slot}");
                THal.Unshare(paddr, buffer, DeviceToDriver);
                break;
            }

            shares[name] = paddr;
        }

        bool done = shares.Count == 0 || hub.Wait(100);
        if (!done)
        {
            hub.Reset();
        }

        foreach (var (name, paddr) in shares)
        {
            DmaBuffer buffer = sensors[name];
            THal.Unshare(paddr, buffer, DeviceToDriver);
            if (done)
            {
                result[name] = buffer.AsReadOnlySpan().ToArray();
            }
        }

        return result;
    }
}
