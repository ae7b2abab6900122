using Devices;
using Hal;

public sealed class HelperUnmapsCallerToo<THal>(Device device) where THal : struct, IHal
{
    private void Cleanup(PhysAddr a, DmaBuffer b)
    {
        device.Reset();
        THal.Unshare(a, b, BufferDirection.DriverToDevice);
    }

    public bool Send(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        bool done = device.Submit(a) && device.Wait(10);
        if (!done)
        {
            Cleanup(a, b);
        }

        THal.Unshare(a, b, BufferDirection.DriverToDevice); //! HAL1004
        return done;
    }
}
