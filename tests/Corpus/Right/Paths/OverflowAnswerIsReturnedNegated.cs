using Devices;
using Hal;

public sealed class OverflowAnswerIsReturnedNegated<THal>(VendorQueue vendor)
    where THal : struct, IHal
{
    public bool Send(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, BufferDirection.DriverToDevice);
        bool full = vendor.AddOverflows(paddr, buffer);
        if (full)
        {
            THal.Unshare(paddr, buffer, BufferDirection.DriverToDevice);
        }

        return !full;
    }
}
