using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like sendmmsg-style submission: a call answers how many of a batch it accepted, the rest waits for the next call. The shares that were
// not accepted stay in the table for the next call, and Dispose ends what is left there.
public sealed class BatchSubmitter<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly List<PhysAddr> _addresses = [];
    private readonly List<DmaBuffer> _buffers = [];

    public BatchSubmitter(VendorQueue queue)
    {
        _queue = queue;
        _queue.Finished += End;
    }

    public int Waiting => _addresses.Count;

    public void Add(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        _addresses.Add(address);
        _buffers.Add(buffer);
    }

    public int Flush()
    {
        if (_addresses.Count == 0)
        {
            return 0;
        }

        int accepted = _queue.PushMany(_addresses.ToArray(), _buffers.ToArray());
        _addresses.RemoveRange(0, accepted);
        _buffers.RemoveRange(0, accepted);
        return accepted;
    }

    public void Dispose()
    {
        for (int i = 0; i < _addresses.Count; i++)
        {
            End(_addresses[i], _buffers[i]);
        }

        _addresses.Clear();
        _buffers.Clear();
    }

    private static void End(PhysAddr address, DmaBuffer buffer) => THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
}
