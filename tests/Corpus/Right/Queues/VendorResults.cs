using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A batch for a queue that says in many ways whether it took an entry.</summary>
public sealed class VendorAdapter<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    private readonly Dictionary<int, Shared<THal>> _bySlot = [];

    public bool TrySend(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, DriverToDevice);
        switch (queue.Submit(address, buffer))
        {
            case SubmitResult.Queued:
                while (!queue.TryFinish(address))
                {
                    Thread.Yield();
                }

                break;
            case SubmitResult.Completed:
                break;
            case SubmitResult.Rejected:
                THal.Unshare(address, buffer, DriverToDevice);
                return false;
        }

        THal.Unshare(address, buffer, DriverToDevice);
        return true;
    }

    public int? Place(DmaBuffer buffer, BufferDirection direction)
    {
        var shared = new Shared<THal>(buffer, direction);
        int slot = queue.Place(shared.Paddr, buffer);
        if (slot < 0)
        {
            shared.Unshare();
            return null;
        }

        _bySlot[slot] = shared;
        return slot;
    }

    public void Finished(int slot)
    {
        if (_bySlot.Remove(slot, out Shared<THal> shared))
        {
            shared.Unshare();
        }
    }

    public void Offer(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, DriverToDevice);
        if (queue.Offer(address, buffer) is { } problem)
        {
            THal.Unshare(address, buffer, DriverToDevice);
            throw new DeviceException(problem);
        }

        while (!queue.TryCancel(address) && !queue.TryFinish(address))
        {
        }

        THal.Unshare(address, buffer, DriverToDevice);
    }
}
