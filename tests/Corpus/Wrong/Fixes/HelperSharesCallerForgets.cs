using Devices;
using Hal;

public sealed class HelperSharesCallerForgets<THal>(Device device) where THal : struct, IHal
{
    private PhysAddr Prepare(DmaBuffer b)
    {
        b[0] = 1;
        return THal.Share(b, BufferDirection.DriverToDevice);
    }

    public bool Send(DmaBuffer b)
    {
        PhysAddr a = Prepare(b); //! HAL1002
        if (!device.Submit(a))
        {
            return false;
        }

        bool done = device.Wait(10);
        THal.Unshare(a, b, BufferDirection.DriverToDevice);
        return done;
    }
}
