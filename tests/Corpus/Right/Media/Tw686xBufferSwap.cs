using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux media (tw686x): the finished frame is unmapped before the next one is mapped.
internal sealed class Tw686xChannel<THal>(Device grabber)
    where THal : struct, IHal
{
    public int Capture(DmaBuffer[] frames)
    {
        int current = -1;
        PhysAddr paddr = default;
        while (current < frames.Length - 1)
        {
            if (current >= 0)
            {
                THal.Unshare(paddr, frames[current], BufferDirection.DeviceToDriver);
            }

            current++;
            paddr = THal.Share(frames[current], BufferDirection.DeviceToDriver);
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
