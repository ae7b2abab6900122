using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux media (tw686x): the mapping of the finished frame is overwritten by that of the next one.
internal sealed class Tw686xChannel<THal>(Device grabber)
    where THal : struct, IHal
{
    public int Capture(DmaBuffer[] frames)
    {
        int current = -1;
        PhysAddr paddr = default;
        while (current < frames.Length - 1)
        {
            current++;
            paddr = THal.Share(frames[current], BufferDirection.DeviceToDriver); //! HAL1002 (no fix: overwritten)
            grabber.Program(paddr, frames[current].Length);
            if (!grabber.Wait(40))
            {
                Log.Info("no signal");
                break;
            }
        }

        grabber.Reset();
        if (current >= 0)
        {
            THal.Unshare(paddr, frames[current], BufferDirection.DeviceToDriver);
        }

        return current + 1;
    }
}
