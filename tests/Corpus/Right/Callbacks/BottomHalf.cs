using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The interrupt only notes what is done; a thread ends the shares of a whole batch at once. Two lists change places under the lock, so
// each share is in exactly one batch.
public sealed class BottomHalf<THal>
    where THal : struct, IHal
{
    private readonly Dictionary<PhysAddr, Shared<THal>> _live = new();
    private readonly object _gate = new();
    private List<Shared<THal>> _done = new();
    private List<Shared<THal>> _spare = new();

    public bool Submit(Device device, DmaBuffer data)
    {
        var share = new Shared<THal>(data, DriverToDevice);
        lock (_gate)
        {
            _live.Add(share.Paddr, share);
        }

        if (device.Submit(share.Paddr, data.Length))
        {
            return true;
        }

        lock (_gate)
        {
            _live.Remove(share.Paddr);
        }

        share.Unshare();
        return false;
    }

    public void OnInterrupt(PhysAddr finished)
    {
        lock (_gate)
        {
            if (_live.Remove(finished, out Shared<THal> share))
            {
                _done.Add(share);
            }
        }
    }

    public int Run(Action<DmaBuffer> onDone)
    {
        List<Shared<THal>> batch;
        lock (_gate)
        {
            batch = _done;
            _done = _spare;
            _spare = batch;
        }

        foreach (Shared<THal> share in batch)
        {
            share.Unshare();
        }

        int count = batch.Count;
        DmaBuffer[] buffers = batch.ConvertAll(share => share.Buffer).ToArray();
        batch.Clear();
        Array.ForEach(buffers, onDone);
        return count;
    }
}
