using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in SPDK: "nvmf/vfio-user: free qpair to fix the memory leak": the queue pair whose doorbell does not work is dropped,
// and with it the memory that it owns.
public sealed class QueuePair<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _entries = new(1, BufferDirection.Both);

    public PhysAddr Base => _entries.Paddr;

    public void Dispose() => _entries.Dispose();
}

public sealed class Controller<THal>(Device device, NvmeQueue admin)
    where THal : struct, IHal
{
    private readonly List<QueuePair<THal>> _pairs = [];

    public int Connect()
    {
        var pair = new QueuePair<THal>(); //! HAL2002
        admin.SetBase(pair.Base, pair.Base + 2048);
        if (!admin.RingDoorbell())
        {
            device.Reset();
            return -5;
        }

        _pairs.Add(pair);
        return _pairs.Count;
    }

    public void Close()
    {
        device.Reset();
        foreach (QueuePair<THal> pair in _pairs)
        {
            pair.Dispose();
        }

        _pairs.Clear();
    }
}
