using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (cxgb3): a negative answer of the helper means that the share is over.
internal sealed class FreeList<THal>(Queue queue)
    where THal : struct, IHal
{
    /// <summary>Posts the buffer; a negative answer has unshared it.</summary>
    private int Post(PhysAddr address, DmaBuffer buffer)
    {
        int error = queue.AddOrError(address, buffer);
        if (error < 0)
        {
            THal.Unshare(address, buffer, DeviceToDriver);
        }

        return error;
    }

    public bool Refill(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        int error = Post(address, buffer);
        if (error >= 0)
        {
            return true;
        }

        Log.Info("free list is full");
        THal.Unshare(address, buffer, DeviceToDriver); //! HAL1004
        return false;
    }
}
