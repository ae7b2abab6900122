using Devices;
using Hal;

public sealed class AnnotatedBodyForgets<THal>(Device device) where THal : struct, IHal
{
    public bool Finish([Unshares] PhysAddr address, DmaBuffer buffer)
    {
        bool done = device.Wait(100);
        if (!done)
        {
            device.Reset();
        }

        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        return done;
    }
}
