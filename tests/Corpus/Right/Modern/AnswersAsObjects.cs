using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Queues that answer with objects, strings, enums and inverted booleans.
public sealed class AnswersAsObjects<THal>(VendorQueue vendor)
    where THal : struct, IHal
{
    private readonly Dictionary<int, Ticket> _tickets = [];

    public bool ByTicket(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        if (vendor.Enqueue(paddr, buffer) is { } ticket)
        {
            _tickets.Add(ticket.Number, ticket);
            return true;
        }

        THal.Unshare(paddr, buffer, DriverToDevice);
        return false;
    }

    public void ByMessage(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        string? problem = vendor.Offer(paddr, buffer);
        if (!string.IsNullOrEmpty(problem))
        {
            THal.Unshare(paddr, buffer, DriverToDevice);
            throw new DeviceException(problem);
        }
    }

    public bool ByOverflow(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        bool full = vendor.AddOverflows(paddr, buffer);
        if (full)
        {
            THal.Unshare(paddr, buffer, DriverToDevice);
        }

        return !full;
    }

    public bool ByEnum(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        SubmitResult result = vendor.Submit(paddr, buffer);
        if (result != SubmitResult.Queued)
        {
            THal.Unshare(paddr, buffer, DriverToDevice);
        }

        return result is not SubmitResult.Rejected;
    }

    public int ByOut(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        if (!vendor.TryEnqueue(paddr, buffer, out int slot))
        {
            (slot, _) = (-1, 0);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }

        return slot;
    }

    public bool ByCancel(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        if (vendor.Submit(paddr, buffer) == SubmitResult.Rejected)
        {
            THal.Unshare(paddr, buffer, DriverToDevice);
            return false;
        }

        while (!vendor.TryFinish(paddr) && !vendor.TryCancel(paddr))
        {
            vendor.Poll();
        }

        THal.Unshare(paddr, buffer, DriverToDevice);
        return true;
    }
}
