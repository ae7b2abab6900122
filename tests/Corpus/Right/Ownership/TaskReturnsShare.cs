using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A method that hands a share out says so, and the caller ends it.</summary>
public sealed class DeferredUpload<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    [return: MustUnshare]
    public PhysAddr Prepare(DmaBuffer image)
    {
        PhysAddr paddr = THal.Share(image, DriverToDevice);
        Log.Address(paddr);
        return paddr;
    }

    public bool TryPrepare(DmaBuffer image, [MustUnshare] out PhysAddr paddr)
    {
        if (image.Length < 64)
        {
            paddr = default;
            return false;
        }

        paddr = THal.Share(image, DriverToDevice);
        return true;
    }

    public void Finish([Unshares] PhysAddr paddr, DmaBuffer image) => THal.Unshare(paddr, image, DriverToDevice);

    public int Upload(DmaBuffer image)
    {
        if (!TryPrepare(image, out PhysAddr paddr))
        {
            return -22;
        }

        int status = mailbox.Execute(9, paddr);
        Finish(paddr, image);
        return status;
    }

    public int UploadAlways(DmaBuffer image)
    {
        PhysAddr paddr = Prepare(image);
        try
        {
            return mailbox.Execute(9, paddr);
        }
        finally
        {
            Finish(paddr, image);
        }
    }
}
