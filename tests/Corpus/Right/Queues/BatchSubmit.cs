using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Buffers in batches: those that the queue did not take are unshared at once, from the first that was left.</summary>
public sealed class BatchSubmit<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    private readonly Dictionary<PhysAddr, DmaBuffer> _taken = [];

    public int Submit(IReadOnlyList<DmaBuffer> buffers)
    {
        var addresses = new List<PhysAddr>(buffers.Count);
        foreach (DmaBuffer buffer in buffers)
        {
            try
            {
                addresses.Add(THal.Share(buffer, DriverToDevice));
            }
            catch (DmaException)
            {
                // What is shared already may still go.
                break;
            }
        }

        int taken = queue.PushMany(CollectionsMarshal.AsSpan(addresses), buffers.Take(addresses.Count).ToArray());
        for (int i = 0; i < addresses.Count; i++)
        {
            if (i < taken)
            {
                _taken.Add(addresses[i], buffers[i]);
            }
            else
            {
                THal.Unshare(addresses[i], buffers[i], DriverToDevice);
            }
        }

        return taken;
    }

    public void Poll()
    {
        foreach (PhysAddr paddr in _taken.Keys.ToArray())
        {
            if (queue.TryFinish(paddr) && _taken.Remove(paddr, out DmaBuffer buffer))
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
    }
}
