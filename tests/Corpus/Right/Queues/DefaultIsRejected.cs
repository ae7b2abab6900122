using Devices;
using Hal;

namespace Drivers;

/// <summary>A queue answers with a name: what is queued is its own, what is completed or rejected, the default, is ended here.</summary>
public sealed class DefaultIsRejected<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    public bool Post(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        switch (queue.Submit(address, buffer))
        {
            case SubmitResult.Queued:
                return true;
            case SubmitResult.Completed:
                THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
                return true;
            default:
                THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
                return false;
        }
    }
}
