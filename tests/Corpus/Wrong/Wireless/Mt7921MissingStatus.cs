using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in mt76: "mt76: mt7921: fix network buffer leak by txs missing": the mapping ends in the completion alone, and a request
// that is refused never completes.
public sealed unsafe class StatusQueue<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    private int _outstanding;

    public int Outstanding => _outstanding;

    public bool Write(ulong sector, DmaBuffer data, Action<int> done)
    {
        PhysAddr address = THal.Share(data, DriverToDevice); //! HAL1002
        Interlocked.Increment(ref _outstanding);

        bool started = queue.TryStart(sector, address, data.Length, status =>
        {
            THal.Unshare(address, data, DriverToDevice);
            Interlocked.Decrement(ref _outstanding);
            done(status);
        });

        if (!started)
        {
            Interlocked.Decrement(ref _outstanding);
            return false;
        }

        return true;
    }
}
