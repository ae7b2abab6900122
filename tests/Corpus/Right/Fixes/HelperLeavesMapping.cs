using Devices;
using Hal;

public sealed class HelperLeavesMapping<THal>(Device device) where THal : struct, IHal
{
    public int Send(DmaBuffer buffer)
    {
        PhysAddr a = THal.Share(buffer, BufferDirection.DriverToDevice);
        int ret = Finish(a, buffer);
        if (ret < 0)
        {
            THal.Unshare(a, buffer, BufferDirection.DriverToDevice);
        }

        return ret;
    }

    private int Finish(PhysAddr a, DmaBuffer buffer)
    {
        if (!device.Submit(a))
        {
            return -5;
        }

        device.Wait(10);
        THal.Unshare(a, buffer, BufferDirection.DriverToDevice);
        return 0;
    }
}
