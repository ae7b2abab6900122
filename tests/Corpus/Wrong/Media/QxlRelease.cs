using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (qxl): the engine is given the pointer of the cursor image, which no share stands for.
internal sealed unsafe class CursorUpload<THal>(DmaEngine engine)
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

        int cookie = engine.Submit(new PhysAddr((ulong)(nuint)pixels.Pointer), video, pixels.Length); //! HAL1015
        if (cookie < 0)
        {
            return false;
        }

        Pending++;
        while (!engine.IsComplete(cookie))
        {
        }

        Pending--;
        return true;
    }
}
