using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Append to a zone: the device says where the data went, in a result word of DMA memory. Result words are DMA memory for the device to
// write, one for each tag; the data's share ends with its tag.
public sealed unsafe class ZoneAppender<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Tags = 64;

    private readonly NvmeQueue _queue;
    private readonly Device _disk;
    private readonly Dma<THal> _results = new(HalConstants.PagesFor(Tags * sizeof(ulong)), BufferDirection.DeviceToDriver);

    public ZoneAppender(NvmeQueue queue, Device disk) => (_queue, _disk) = (queue, disk);

    public ulong? Append(int tag, DmaBuffer data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)tag, (uint)Tags);
        nuint offset = (nuint)tag * sizeof(ulong);
        PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice);
        int command = _queue.Submit(0x7D, address, _results.PaddrAt(offset));
        bool done = command >= 0 && Finish(command);
        THal.Unshare(address, data, BufferDirection.DriverToDevice);
        if (!done)
        {
            return null;
        }

        return Volatile.Read(ref *_results.Pointer<ulong>(offset));
    }

    public void Dispose()
    {
        _disk.Reset();
        _results.Dispose();
    }

    private bool Finish(int command)
    {
        _queue.RingDoorbell();
        var deadline = Deadline.In(5000);
        while (!_queue.IsDone(command))
        {
            if (deadline.Expired)
            {
                _disk.Reset();
                return false;
            }
        }

        return _queue.Error == 0;
    }
}
