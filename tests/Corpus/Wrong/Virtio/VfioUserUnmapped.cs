using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in libvfio-user: "don't munmap(2) unmapped DMA region" (pull request 384): a region that is too small to be mapped was
// unmapped like the others.
public sealed unsafe class VfioUserRegion<THal>(Device server)
    where THal : struct, IHal
{
    private const int Smallest = 4096;

    public bool Exchange(DmaBuffer region)
    {
        PhysAddr address = default;
        bool answered;
        if (region.Length >= Smallest)
        {
            address = THal.Share(region, Both);
            answered = server.Submit(address, region.Length) && server.Wait(100);
            if (!answered)
            {
                server.Reset();
            }
        }
        else
        {
            server.WriteRegister(0, region[0]);
            answered = server.Wait(100);
        }

        THal.Unshare(address, region, Both); //! HAL1001
        return answered;
    }
}
