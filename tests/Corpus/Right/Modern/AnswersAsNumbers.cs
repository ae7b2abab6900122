using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Queues that answer with numbers: slots, errors, counts; each answer is tested in the way that such code is written.
public sealed class AnswersAsNumbers<THal>(VendorQueue vendor, Queue queue)
    where THal : struct, IHal
{
    private int _lastError;

    public int BySlot(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        if (vendor.Place(paddr, buffer) is var slot && slot >= 0)
        {
            return slot;
        }

        THal.Unshare(paddr, buffer, DriverToDevice);
        return -28;
    }

    public string BySwitch(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        int rc = queue.AddOrError(paddr, buffer);
        switch (rc)
        {
            case 0:
                return "queued";
            case -28:
                THal.Unshare(paddr, buffer, DriverToDevice);
                return "full";
            default:
                THal.Unshare(paddr, buffer, DriverToDevice);
                throw new DeviceException($"error {rc}");
        }
    }

    public bool ByField(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        _lastError = queue.AddOrError(paddr, buffer);
        if (_lastError != 0)
        {
            THal.Unshare(paddr, buffer, DriverToDevice);
        }

        return _lastError == 0;
    }

    public int ByRetry(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        int rc;
        int spins = 0;
        while ((rc = queue.AddOrError(paddr, buffer)) == -11 && spins++ < 100)
        {
            Thread.Yield();
        }

        if (rc < 0)
        {
            THal.Unshare(paddr, buffer, DriverToDevice);
        }

        return rc;
    }

    public bool ByCount(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        bool taken = vendor.Push(paddr, buffer) == 1;
        if (!taken)
        {
            THal.Unshare(paddr, buffer, DriverToDevice);
        }

        return taken;
    }

    public uint ByCode(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        uint code = vendor.Post(paddr, buffer);
        if (code is not 0)
        {
            THal.Unshare(paddr, buffer, DriverToDevice);
            Log.Info($"code {code}");
        }

        return code;
    }
}
