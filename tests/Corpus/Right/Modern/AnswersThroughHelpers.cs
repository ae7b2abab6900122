using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The answer of the queue goes through helpers of the driver's own before it is tested.
public sealed class AnswersThroughHelpers<THal>(Queue queue, Func<PhysAddr, DmaBuffer, bool> submit)
    where THal : struct, IHal
{
    private static bool Failed(int rc) => rc < 0;

    private static void ThrowIfError(int rc)
    {
        if (rc < 0)
        {
            throw new DeviceException($"error {rc}");
        }
    }

    public int ByPredicate(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, Both);
        int rc = queue.AddOrError(paddr, buffer);
        if (Failed(rc))
        {
            THal.Unshare(paddr, buffer, Both);
        }

        return rc;
    }

    public void ByThrow(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, Both);
        try
        {
            ThrowIfError(queue.AddOrError(paddr, buffer));
        }
        catch (DeviceException)
        {
            THal.Unshare(paddr, buffer, Both);
            throw;
        }
    }

    public bool ByDelegate(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, Both);
        if (submit(paddr, buffer))
        {
            return true;
        }

        THal.Unshare(paddr, buffer, Both);
        return false;
    }

    public bool ByFinally(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, Both);
        bool queued = false;
        try
        {
            queued = queue.TryAdd(paddr, buffer);
            return queued;
        }
        finally
        {
            if (!queued)
            {
                THal.Unshare(paddr, buffer, Both);
            }
        }
    }

    public bool ByChain(DmaBuffer buffer, Device device)
    {
        PhysAddr paddr = THal.Share(buffer, Both);
        if (!device.Ready || queue.IsFull || !queue.TryAdd(paddr, buffer))
        {
            THal.Unshare(paddr, buffer, Both);
            return false;
        }

        device.Kick();
        return true;
    }

    public bool ByRequest(BlockQueue blocks, DmaBuffer buffer)
    {
        var request = new BlockRequest
        {
            Data = buffer,
            Address = THal.Share(buffer, Both),
            Done = done => THal.Unshare(done.Address, done.Data, Both),
        };
        if (!blocks.TryEnqueue(request))
        {
            THal.Unshare(request.Address, request.Data, Both);
            return false;
        }

        return true;
    }
}
