using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// An eMMC command queue: task descriptors in DMA memory, data by task number. The table lives as long as the controller knows it;
// halting comes before the tasks and the table are given back.
public sealed unsafe class CommandQueueEngine<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly MmcController _controller;
    private readonly Dma<THal> _table;
    private readonly Dictionary<int, Shared<THal>> _tasks = new();
    private bool _halted;

    public CommandQueueEngine(MmcController controller)
    {
        _controller = controller;
        _table = new Dma<THal>(HalConstants.PagesFor(32 * 16), BufferDirection.DriverToDevice);
        _controller.SetDescriptorTable(_table.Paddr);
    }

    public bool Queue(int task, DmaBuffer data, bool read)
    {
        if (_halted || task is < 0 or >= 32 || _tasks.ContainsKey(task))
        {
            return false;
        }

        var share = new Shared<THal>(data, read ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice);
        _tasks.Add(task, share);
        ulong* descriptor = _table.Pointer<ulong>((nuint)task * 16);
        descriptor[1] = share.Paddr.Value;
        Volatile.Write(ref descriptor[0], ((ulong)data.Length << 32) | 1);
        return true;
    }

    public int OnTasksDone(uint done)
    {
        int ended = 0;
        for (int task = 0; task < 32; task++)
        {
            if ((done >> task & 1) != 0 && _tasks.Remove(task, out Shared<THal> share))
            {
                *_table.Pointer<ulong>((nuint)task * 16) = 0;
                share.Unshare();
                ended++;
            }
        }

        return ended;
    }

    public void Dispose()
    {
        if (_halted)
        {
            return;
        }

        _halted = true;
        _controller.StopTransfer();
        foreach (Shared<THal> share in _tasks.Values)
        {
            share.Unshare();
        }

        _tasks.Clear();
        _table.Dispose();
    }
}
