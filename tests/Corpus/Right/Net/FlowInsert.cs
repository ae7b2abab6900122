using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like Linux flow offload: an entry is posted, and posted again while the hardware says that it is busy. One share for all attempts;
// whoever leaves the loop without a taken entry ends it.
public sealed class FlowTable<THal>
    where THal : struct, IHal
{
    private const uint Busy = 16;

    private readonly VendorQueue _commands;

    public FlowTable(VendorQueue commands)
    {
        _commands = commands;
        commands.Finished += (address, entry) => THal.Unshare(address, entry, BufferDirection.DriverToDevice);
    }

    public uint Insert(DmaBuffer entry, int attempts)
    {
        PhysAddr address = THal.Share(entry, BufferDirection.DriverToDevice);
        uint error = Busy;
        for (int attempt = 0; attempt < attempts && error == Busy; attempt++)
        {
            if (attempt > 0)
            {
                Thread.Sleep(1 << Math.Min(attempt, 6));
                _commands.Poll();
            }

            error = _commands.Post(address, entry);
        }

        if (error != 0)
        {
            THal.Unshare(address, entry, BufferDirection.DriverToDevice);
        }

        return error;
    }
}
