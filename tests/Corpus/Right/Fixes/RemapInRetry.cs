using Devices;
using Hal;

public sealed class RemapInRetry<THal>(Device device) where THal : struct, IHal
{
    public bool Send(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        for (int i = 0; i < 3; i++)
        {
            if (device.Submit(a) && device.Wait(10))
            {
                THal.Unshare(a, b, BufferDirection.DriverToDevice);
                return true;
            }

            device.Reset();
            THal.Unshare(a, b, BufferDirection.DriverToDevice);
            a = THal.Share(b, BufferDirection.DriverToDevice);
        }

        THal.Unshare(a, b, BufferDirection.DriverToDevice);
        return false;
    }
}
