using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in coreboot (libpayload, ahci): each retry shares the sector buffer anew, and only the last share is ended.
internal sealed class AhciRead<THal>(Device port)
    where THal : struct, IHal
{
    private const int Retries = 3;

    public bool ReadSector(DmaBuffer sector)
    {
        PhysAddr prd = default;
        bool done = false;
        for (int attempt = 0; attempt < Retries && !done; attempt++)
        {
            prd = THal.Share(sector, DeviceToDriver); //! HAL1002 (no fix: overwritten)
            done = port.Submit(prd, sector.Length) && port.Wait(500);
            if (!done)
            {
                port.Reset();
            }
        }

        THal.Unshare(prd, sector, DeviceToDriver);
        return done;
    }
}
