using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A queue takes as many of a batch as it has room for and says how many. The rest of the batch is ended at once, from the taken count
// on; the taken ones by TryFinish.
public sealed class BatchPush<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly List<Shared<THal>> _taken = new();

    public BatchPush(VendorQueue queue) => _queue = queue;

    public int Push(ReadOnlySpan<DmaBuffer> batch)
    {
        var shares = new Shared<THal>[batch.Length];
        var addresses = new PhysAddr[batch.Length];
        int made = 0;
        int taken = 0;
        try
        {
            foreach (DmaBuffer buffer in batch)
            {
                shares[made] = new Shared<THal>(buffer, BufferDirection.DriverToDevice);
                addresses[made] = shares[made].Paddr;
                made++;
            }

            taken = _queue.PushMany(addresses, batch);
            return taken;
        }
        finally
        {
            for (int i = 0; i < made; i++)
            {
                if (i < taken)
                {
                    _taken.Add(shares[i]);
                }
                else
                {
                    shares[i].Unshare();
                }
            }
        }
    }

    public void Finish()
    {
        for (int i = _taken.Count - 1; i >= 0; i--)
        {
            if (_queue.TryFinish(_taken[i].Paddr))
            {
                _taken[i].Unshare();
                _taken.RemoveAt(i);
            }
        }
    }
}
