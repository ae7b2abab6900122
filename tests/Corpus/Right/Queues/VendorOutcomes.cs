using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The outcome of a submission in the forms that vendors chose.</summary>
public sealed class VendorOutcomes<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    private readonly List<(PhysAddr Paddr, DmaBuffer Buffer, Ticket? Ticket)> _open = [];

    public bool ByOverflow(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        bool full = queue.AddOverflows(paddr, buffer);
        if (!full)
        {
            _open.Add((paddr, buffer, null));
            return true;
        }

        THal.Unshare(paddr, buffer, DriverToDevice);
        return false;
    }

    public bool ByTicket(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        if (queue.Enqueue(paddr, buffer) is not { } ticket)
        {
            THal.Unshare(paddr, buffer, DriverToDevice);
            return false;
        }

        _open.Add((paddr, buffer, ticket));
        return true;
    }

    public string? ByText(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        string? problem = queue.Offer(paddr, buffer);
        if (!string.IsNullOrEmpty(problem))
        {
            THal.Unshare(paddr, buffer, DriverToDevice);
            return problem;
        }

        _open.Add((paddr, buffer, null));
        return null;
    }

    public int BySlot(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        switch (queue.Place(paddr, buffer))
        {
            case >= 0 and var slot:
                _open.Add((paddr, buffer, null));
                return slot;
            case var error:
                THal.Unshare(paddr, buffer, DriverToDevice);
                return error;
        }
    }

    public int Collect() => _open.RemoveAll(entry =>
    {
        if (entry.Ticket is { IsDone: false } || !queue.TryFinish(entry.Paddr))
        {
            return false;
        }

        THal.Unshare(entry.Paddr, entry.Buffer, DriverToDevice);
        return true;
    });
}
