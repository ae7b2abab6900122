using Devices;
using Hal;

public sealed class AddressNotPlaced<THal>(VendorQueue queue) where THal : struct, IHal
{
    public int Send(DmaBuffer b)
    {
        PhysAddr p = THal.Share(b, BufferDirection.DriverToDevice);
        int slot = queue.Place(p, b);
        if (slot < 0)
        {
            THal.Unshare(p, b, BufferDirection.DriverToDevice);
            return slot;
        }

        while (!queue.TryFinish(p))
        {
        }

        THal.Unshare(p, b, BufferDirection.DriverToDevice);
        return slot;
    }
}
