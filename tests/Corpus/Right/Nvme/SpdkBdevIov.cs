using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in SPDK (bdev_aio): where an element is too long the shares before it are ended, and the queue hands back what it has
// finished.
internal sealed class IovMapper<THal>
    where THal : struct, IHal
{
    private const int MaxElement = 1 << 17;
    private readonly VendorQueue _queue;

    public IovMapper(VendorQueue queue)
    {
        _queue = queue;
        _queue.Finished += OnFinished;
    }

    public int Submit(DmaBuffer[] iov)
    {
        var mapped = new List<PhysAddr>(iov.Length);
        foreach (DmaBuffer element in iov)
        {
            if (element.Length > MaxElement)
            {
                for (int i = 0; i < mapped.Count; i++)
                {
                    THal.Unshare(mapped[i], iov[i], DriverToDevice);
                }

                return -22;
            }

            mapped.Add(THal.Share(element, DriverToDevice));
        }

        for (int i = 0; i < iov.Length; i++)
        {
            while (_queue.Push(mapped[i], iov[i]) == 0)
            {
                _queue.Poll();
            }
        }

        return iov.Length;
    }

    private static void OnFinished(PhysAddr address, DmaBuffer buffer) => THal.Unshare(address, buffer, DriverToDevice);
}
