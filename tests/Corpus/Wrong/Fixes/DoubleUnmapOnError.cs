using Devices;
using Hal;

/// <summary>usb: the helper path unmaps, and the common exit does it again.</summary>
public sealed class DoubleUnmapOnError<THal>(Device device) where THal : struct, IHal
{
    public int Submit(DmaBuffer buffer)
    {
        int status = 0;
        PhysAddr a = THal.Share(buffer, BufferDirection.DriverToDevice);
        if (device.Start(a, buffer.Length) < 0)
        {
            THal.Unshare(a, buffer, BufferDirection.DriverToDevice);
            status = -5;
            goto exit;
        }

        if (!device.Wait(100))
        {
            device.Reset();
            status = -110;
        }

    exit:
        THal.Unshare(a, buffer, BufferDirection.DriverToDevice); //! HAL1004
        return status;
    }
}
