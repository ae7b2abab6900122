using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Interleaved transfers of a copy engine: a rectangle out of a larger picture. The picture is shared as a whole and addressed by
// offsets; Unshare gets the address that Share returned.
internal sealed class StridedCopy<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine;

    public StridedCopy(DmaEngine engine) => _engine = engine;

    public bool Crop(DmaBuffer picture, int stride, int left, int top, int width, int height, DmaBuffer target)
    {
        if (width <= 0 || height <= 0 || target.Length < width * height || (top + height - 1) * stride + left + width > picture.Length)
        {
            return false;
        }

        PhysAddr from = THal.Share(picture, DriverToDevice);
        try
        {
            PhysAddr to = THal.Share(target, DeviceToDriver);
            try
            {
                return CopyRows(from + (top * stride + left), stride, to, width, height);
            }
            finally
            {
                THal.Unshare(to, target, DeviceToDriver);
            }
        }
        finally
        {
            THal.Unshare(from, picture, DriverToDevice);
        }
    }

    private bool CopyRows(PhysAddr from, int stride, PhysAddr to, int width, int height)
    {
        int last = -1;
        for (int row = 0; row < height; row++)
        {
            last = _engine.Submit(from, to, width);
            if (last < 0)
            {
                _engine.Terminate();
                return false;
            }

            from += stride;
            to += width;
        }

        if (!_engine.WaitFor(last, 1000))
        {
            _engine.Terminate();
            return false;
        }

        return true;
    }
}
