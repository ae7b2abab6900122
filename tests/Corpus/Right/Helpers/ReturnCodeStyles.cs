using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A driver with helpers of several ages: one returns 0 or a negative error, one a count, one an enum, one a text. Every caller tests
// what its helper says, in its own way, and ends the share exactly when the entry was not taken or is done.
public sealed class ReturnCodeStyles<THal>(Queue old, VendorQueue vendor, BlockQueue block)
    where THal : struct, IHal
{
    private readonly List<Shared<THal>> _kept = new();

    public int ByError(DmaBuffer data)
    {
        var share = new Shared<THal>(data, DriverToDevice);
        int error = old.AddOrError(share.Paddr, data);
        bool failed = error < 0;
        if (!failed)
        {
            _kept.Add(share);
            return 0;
        }

        share.Unshare();
        return error;
    }

    public bool ByCount(DmaBuffer data)
    {
        var share = new Shared<THal>(data, DriverToDevice);
        int taken = vendor.Push(share.Paddr, data);
        if (taken == 0)
        {
            share.Unshare();
            return false;
        }

        _kept.Add(share);
        return taken > 0;
    }

    public bool ByText(DmaBuffer data)
    {
        var share = new Shared<THal>(data, DriverToDevice);
        string? problem = vendor.Offer(share.Paddr, data);
        if (problem is null)
        {
            _kept.Add(share);
        }
        else
        {
            Log.Info(problem);
            share.Unshare();
        }

        return problem is null;
    }

    public bool ByCallback(ulong sector, DmaBuffer data, Action<int> done)
    {
        var share = new Shared<THal>(data, DeviceToDriver);
        bool started = block.TryStart(sector, share.Paddr, data.Length, status =>
        {
            share.Unshare();
            done(status);
        });
        if (!started)
        {
            share.Unshare();
        }

        return started;
    }

    /// <summary>After both queues were reset.</summary>
    public void Release()
    {
        foreach (Shared<THal> share in _kept)
        {
            share.Unshare();
        }

        _kept.Clear();
    }
}
