using Devices;
using Hal;

public sealed class DoubleUnmapOnError<THal>(Device device) where THal : struct, IHal
{
    public int Submit(DmaBuffer buffer)
    {
        int status = 0;
        PhysAddr a = THal.Share(buffer, BufferDirection.DriverToDevice);
        if (device.Start(a, buffer.Length) < 0)
        {
            status = -5;
            goto exit;
        }

        if (!device.Wait(100))
        {
            device.Reset();
            status = -110;
        }

    exit:
        THal.Unshare(a, buffer, BufferDirection.DriverToDevice);
        return status;
    }
}
