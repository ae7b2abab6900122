using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (qxl): the image is shared, and the engine is given the address of the share.
internal sealed class CursorUpload<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public int Pending { get; private set; }

    public bool Upload(PinnedBuffer image, PhysAddr video)
    {
        DmaBuffer pixels = image.Buffer;
        if (pixels.Length > 64 * 64 * 4)
        {
            return false;
        }

        PhysAddr source = THal.Share(pixels, DriverToDevice);
        int cookie = engine.Submit(source, video, pixels.Length);
        if (cookie < 0)
        {
            THal.Unshare(source, pixels, DriverToDevice);
            return false;
        }

        Pending++;
        while (!engine.IsComplete(cookie))
        {
        }

        THal.Unshare(source, pixels, DriverToDevice);
        Pending--;
        return true;
    }
}
