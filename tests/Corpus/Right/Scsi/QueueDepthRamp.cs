using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like Linux scsi's queue depth: it falls when the target says busy and rises slowly again. The commands of a batch are a local list;
// those that the target refused go back to the caller unshared.
public sealed class AdaptiveQueue<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _target;
    private readonly List<Shared<THal>> _running = [];
    private int _depth = 32;

    public AdaptiveQueue(VendorQueue target) => _target = target;

    public int Submit(IReadOnlyList<DmaBuffer> writes)
    {
        Collect();
        int sent = 0;
        while (sent < writes.Count && _running.Count < _depth)
        {
            var share = new Shared<THal>(writes[sent], BufferDirection.DriverToDevice);
            if (_target.Submit(share.Paddr, share.Buffer) is var result && result != SubmitResult.Queued)
            {
                share.Unshare();
                if (result == SubmitResult.Rejected)
                {
                    _depth = Math.Max(1, _depth / 2);
                    break;
                }
            }
            else
            {
                _running.Add(share);
            }

            sent++;
        }

        if (sent == writes.Count && _depth < 256)
        {
            _depth++;
        }

        return sent;
    }

    private void Collect()
    {
        for (int i = _running.Count - 1; i >= 0; i--)
        {
            if (_target.TryFinish(_running[i].Paddr))
            {
                _running[i].Unshare();
                _running.RemoveAt(i);
            }
        }
    }
}
