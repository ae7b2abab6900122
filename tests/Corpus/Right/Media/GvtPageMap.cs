using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux drm (i915, gvt): the error path unmaps both pages.
public sealed unsafe class GuestPages<THal>(Device gpu)
    where THal : struct, IHal
{
    private readonly record struct Pair(PhysAddr Low, PhysAddr High);

    public int Shadow(DmaBuffer low, DmaBuffer high, int timeout)
    {
        Pair pair = MapPair(low, high);
        if (!gpu.Submit(pair.Low) || !gpu.Submit(pair.High))
        {
            Log.Info("gvt: no shadow entry");
            gpu.Reset();
            THal.Unshare(pair.Low, low, Both);
            THal.Unshare(pair.High, high, Both);
            return -28;
        }

        int error = 0;
        if (!gpu.Wait(timeout))
        {
            gpu.Reset();
            error = -110;
        }

        THal.Unshare(pair.High, high, Both);
        THal.Unshare(pair.Low, low, Both);
        return error;
    }

    private static Pair MapPair(DmaBuffer low, DmaBuffer high)
    {
        PhysAddr first = THal.Share(low, Both);
        PhysAddr second = THal.Share(high, Both);
        return new Pair(first, second);
    }
}
