using Devices;
using Hal;

public sealed class SharedValueNotPlaced<THal>(VendorQueue queue) where THal : struct, IHal
{
    public int Send(DmaBuffer b)
    {
        var shared = new Shared<THal>(b, BufferDirection.DriverToDevice);
        int slot = queue.Place(shared.Paddr, b);
        if (slot < 0)
        {
            shared.Unshare();
            return slot;
        }

        while (!queue.TryFinish(shared.Paddr))
        {
        }

        shared.Unshare();
        return slot;
    }
}
