using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A block driver that gathers requests and kicks the device once for a batch. Requests that the queue did not take get their share ended
// and stay in the batch for the next time.
internal sealed class BatchedWrites<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _disk;
    private readonly List<BlockRequest> _waiting = [];

    public BatchedWrites(BlockQueue disk) => _disk = disk;

    public int Waiting => _waiting.Count;

    public void Add(ulong sector, DmaBuffer data, Action<BlockRequest> done)
    {
        _waiting.Add(new BlockRequest { Sector = sector, Data = data, IsWrite = true, Done = done });
    }

    public int Submit()
    {
        int taken = 0;
        foreach (BlockRequest request in _waiting)
        {
            request.Address = THal.Share(request.Data, DriverToDevice);
            if (!_disk.TryEnqueue(request))
            {
                THal.Unshare(request.Address, request.Data, DriverToDevice);
                request.Address = default;
                break;
            }

            taken++;
        }

        _waiting.RemoveRange(0, taken);
        return taken;
    }

    public void Reap()
    {
        while (_disk.TryDequeue(out BlockRequest? request))
        {
            THal.Unshare(request.Address, request.Data, DriverToDevice);
            request.Address = default;
            request.Done?.Invoke(request);
        }
    }
}
