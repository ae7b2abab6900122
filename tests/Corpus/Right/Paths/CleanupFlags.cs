using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A setup routine that remembers in flags what it has done, and one cleanup that looks at the flags. Each flag is set after its step and
// cleared by the cleanup, which the failure path and Dispose share.
public sealed class FlaggedSetup<THal>(Device device, PowerDomain power, DmaBuffer table) : IDisposable
    where THal : struct, IHal
{
    [Flags]
    private enum Done
    {
        None = 0,
        Powered = 1,
        Allocated = 2,
        Mapped = 4,
        Started = 8,
    }

    private Done _done;
    private DmaAllocation _queue;
    private PhysAddr _table;

    public bool Setup()
    {
        if (_done != Done.None)
        {
            return true;
        }

        bool good = false;
        try
        {
            good = TrySetup();
        }
        finally
        {
            if (!good)
            {
                Cleanup();
            }
        }

        return good;
    }

    public void Dispose() => Cleanup();

    private bool TrySetup()
    {
        if (power.Enable() < 0)
        {
            return false;
        }

        _done |= Done.Powered;
        _queue = THal.DmaAlloc(2, Both);
        if (_queue.Paddr == default)
        {
            return false;
        }

        _done |= Done.Allocated;
        _table = THal.Share(table, DriverToDevice);
        _done |= Done.Mapped;
        device.Program(_queue.Paddr, 2 * HalConstants.PageSize);
        device.Program(_table, table.Length);
        _done |= Done.Started;
        return device.Wait(100);
    }

    private unsafe void Cleanup()
    {
        if (_done.HasFlag(Done.Started))
        {
            device.Reset();
        }

        if (_done.HasFlag(Done.Mapped))
        {
            THal.Unshare(_table, table, DriverToDevice);
            _table = default;
        }

        if (_done.HasFlag(Done.Allocated))
        {
            int status = THal.DmaDealloc(_queue.Paddr, _queue.Vaddr, 2);
            _queue = default;
            if (status != 0)
            {
                Log.Info($"the queue was not given back: {status}");
            }
        }

        if (_done.HasFlag(Done.Powered))
        {
            power.Disable();
        }

        _done = Done.None;
    }
}
