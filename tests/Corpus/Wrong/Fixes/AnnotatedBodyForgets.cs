using Devices;
using Hal;

public sealed class AnnotatedBodyForgets<THal>(Device device) where THal : struct, IHal
{
    public bool Finish([Unshares] PhysAddr address, DmaBuffer buffer) //! HAL1002
    {
        if (!device.Wait(100))
        {
            return false;
        }

        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        return true;
    }
}
