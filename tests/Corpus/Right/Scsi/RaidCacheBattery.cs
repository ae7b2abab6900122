using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A controller's cache is written back before its battery is tested; dirty lines are counted. Lines that the disk took are ended in
// their callback, those it did not take at once.
public sealed class CacheWriteBack<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _disk;
    private readonly SortedDictionary<ulong, DmaBuffer> _dirty = new();
    private int _writing;
    private int _failed;

    public CacheWriteBack(BlockQueue disk) => _disk = disk;

    public void MarkDirty(ulong sector, DmaBuffer line) => _dirty[sector] = line;

    public bool FlushForBatteryTest()
    {
        _failed = 0;
        foreach ((ulong sector, DmaBuffer line) in _dirty)
        {
            WriteLine(sector, line);
        }

        _disk.Drain();
        bool clean = Volatile.Read(ref _writing) == 0 && Volatile.Read(ref _failed) == 0;
        if (clean)
        {
            _dirty.Clear();
        }

        return clean;
    }

    private void WriteLine(ulong sector, DmaBuffer line)
    {
        PhysAddr address = THal.Share(line, BufferDirection.DriverToDevice);
        Interlocked.Increment(ref _writing);
        bool taken = _disk.TryStart(sector, address, line.Length, status =>
        {
            THal.Unshare(address, line, BufferDirection.DriverToDevice);
            if (status != 0)
            {
                Interlocked.Increment(ref _failed);
            }

            Interlocked.Decrement(ref _writing);
        });
        if (!taken)
        {
            THal.Unshare(address, line, BufferDirection.DriverToDevice);
            Interlocked.Decrement(ref _writing);
            Interlocked.Increment(ref _failed);
        }
    }
}
