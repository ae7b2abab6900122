using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Neighbouring requests are merged: contiguous buffers become one share for the whole run. The run that was shared is kept as one buffer
// and ended as one, not per request.
public sealed unsafe class RunMerger<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _disk;

    public RunMerger(BlockQueue disk) => _disk = disk;

    public int Write(ulong sector, IReadOnlyList<DmaBuffer> requests)
    {
        int runs = 0;
        int from = 0;
        while (from < requests.Count)
        {
            int to = from + 1;
            int length = requests[from].Length;
            while (to < requests.Count && requests[to].Pointer == requests[from].Pointer + length)
            {
                length += requests[to].Length;
                to++;
            }

            if (!Issue(sector, new DmaBuffer(requests[from].Pointer, length)))
            {
                break;
            }

            sector += (ulong)(length / 512);
            from = to;
            runs++;
        }

        return runs;
    }

    private bool Issue(ulong sector, DmaBuffer run)
    {
        PhysAddr address = THal.Share(run, DriverToDevice);
        bool taken = false;
        try
        {
            taken = _disk.TryStart(sector, address, run.Length, _ => THal.Unshare(address, run, DriverToDevice));
        }
        finally
        {
            if (!taken)
            {
                THal.Unshare(address, run, DriverToDevice);
            }
        }

        return taken;
    }
}
