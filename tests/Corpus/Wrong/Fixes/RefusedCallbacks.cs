using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

/// <summary>A queue that did not start the work never calls back: what the callback would have released is released here.</summary>
public sealed unsafe class RefusedCallbacks<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    private int _errors;

    public bool Lambda(ulong sector, DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, DeviceToDriver); //! HAL1002 (no fix: handed over)
        bool queued = queue.TryStart(sector, address, data.Length, status => THal.Unshare(address, data, DeviceToDriver));
        if (!queued)
        {
            Interlocked.Increment(ref _errors);
        }

        return queued;
    }

    public bool LocalFunction(ulong sector, DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, DeviceToDriver); //! HAL1002
        bool queued = queue.TryStart(sector, address, data.Length, Complete);
        if (!queued)
        {
            return false;
        }

        return queued;

        void Complete(int status)
        {
            THal.Unshare(address, data, DeviceToDriver);
        }
    }

    public bool EarlyReturn(ulong sector, DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, DeviceToDriver); //! HAL1002 (no fix: handed over)
        bool queued = queue.TryStart(sector, address, data.Length, status => THal.Unshare(address, data, DeviceToDriver));
        if (!queued)
        {
            return false;
        }

        return queued;
    }
}
