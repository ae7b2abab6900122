using Devices;
using Hal;

/// <summary>The buffer is mapped again for a retry, with the mapping of the attempt before still there.</summary>
public sealed class RemapInRetry<THal>(Device device) where THal : struct, IHal
{
    public bool Send(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice); //! HAL1002
        for (int i = 0; i < 3; i++)
        {
            if (device.Submit(a) && device.Wait(10))
            {
                THal.Unshare(a, b, BufferDirection.DriverToDevice);
                return true;
            }

            device.Reset();
            a = THal.Share(b, BufferDirection.DriverToDevice); //! HAL1002
        }

        THal.Unshare(a, b, BufferDirection.DriverToDevice);
        return false;
    }
}
