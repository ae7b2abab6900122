using Devices;
using Hal;

public sealed class RetryInTry<THal>(Queue queue, Device device)
    where THal : struct, IHal
{
    public bool Send(DmaBuffer buffer)
    {
        int delay = 1;
    Retry:
        PhysAddr paddr = THal.Share(buffer, BufferDirection.DriverToDevice);
        try
        {
            int error = queue.AddOrError(paddr, buffer);
            if (error == 0)
            {
                return true;
            }
        }
        catch (DeviceException)
        {
            device.Reset();
        }

        THal.Unshare(paddr, buffer, BufferDirection.DriverToDevice);
        if (delay < 64)
        {
            delay *= 2;
            goto Retry;
        }

        return false;
    }
}
