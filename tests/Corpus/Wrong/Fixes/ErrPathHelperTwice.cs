using Devices;
using Hal;

/// <summary>The helper unmaps on failure already (ownership taken), the caller does it again.</summary>
public sealed class ErrPathHelperTwice<THal>(Device device) where THal : struct, IHal
{
    private bool TrySend(PhysAddr a, DmaBuffer b)
    {
        if (!device.Submit(a))
        {
            THal.Unshare(a, b, BufferDirection.DriverToDevice);
            return false;
        }

        return true;
    }

    public bool Run(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        if (!TrySend(a, b))
        {
            THal.Unshare(a, b, BufferDirection.DriverToDevice); //! HAL1004
            return false;
        }

        device.Wait(10);
        THal.Unshare(a, b, BufferDirection.DriverToDevice);
        return true;
    }
}
