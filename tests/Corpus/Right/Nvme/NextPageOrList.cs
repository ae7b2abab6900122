using System;
using Devices;
using Hal;

namespace Drivers;

// An NVMe transfer that spans pages: the second pointer of the command is the next page, or a list of pages. The list is DMA memory that
// outlives the command, and the one share of the data ends after its completion.
public sealed unsafe class PrpCommand<THal> : IDisposable
    where THal : struct, IHal
{
    private const ulong PageMask = HalConstants.PageSize - 1;

    private readonly NvmeQueue _queue;
    private readonly Device _controller;
    private readonly Dma<THal> _list = new(1, BufferDirection.DriverToDevice);

    public PrpCommand(NvmeQueue queue, Device controller)
    {
        _queue = queue;
        _controller = controller;
    }

    public int Read(DmaBuffer data)
    {
        if (data.Length > 500 * HalConstants.PageSize)
        {
            return -22;
        }

        PhysAddr address = THal.Share(data, BufferDirection.DeviceToDriver);
        int status = -110;
        try
        {
            int command = _queue.Submit(0x02, address, SecondPointer(address, data.Length));
            if (command < 0)
            {
                return command;
            }

            var deadline = Deadline.In(10_000);
            if (_queue.RingDoorbell())
            {
                while (!_queue.IsDone(command) && !deadline.Expired)
                {
                }
            }

            if (_queue.IsDone(command))
            {
                status = _queue.Error;
            }
            else
            {
                _controller.Reset();
            }
        }
        finally
        {
            THal.Unshare(address, data, BufferDirection.DeviceToDriver);
        }

        return status;
    }

    public void Dispose()
    {
        _controller.Reset();
        _list.Dispose();
    }

    private PhysAddr SecondPointer(PhysAddr start, int length)
    {
        ulong end = start.Value + (ulong)length;
        ulong page = (start.Value & ~PageMask) + HalConstants.PageSize;
        if (page >= end)
        {
            return default;
        }

        if (page + HalConstants.PageSize >= end)
        {
            return start + (page - start.Value);
        }

        ulong* entry = _list.Pointer<ulong>(0);
        for (int i = 0; page < end; i++, page += HalConstants.PageSize)
        {
            entry[i] = page;
        }

        return _list.Paddr;
    }
}
