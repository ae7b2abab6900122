using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (media, vpif): the share is ended by Unshare.
internal sealed unsafe class CaptureBuffer<THal>(Device display)
    where THal : struct, IHal
{
    public int Show(byte* picture)
    {
        if (picture == null || !display.Ready)
        {
            return -22;
        }

        var frame = new DmaBuffer(picture, 2 * HalConstants.PageSize);
        PhysAddr address = THal.Share(frame, DriverToDevice);
        int status = display.Start(address, frame.Length);
        if (status == 0)
        {
            display.Wait(40);
        }

        display.Reset();
        THal.Unshare(address, frame, DriverToDevice);
        return status;
    }
}
