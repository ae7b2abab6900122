using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in coreboot (libpayload, ahci): the sector buffer is shared once for all attempts.
internal sealed class AhciRead<THal>(Device port)
    where THal : struct, IHal
{
    private const int Retries = 3;

    public bool ReadSector(DmaBuffer sector)
    {
        PhysAddr prd = THal.Share(sector, DeviceToDriver);
        bool done = false;
        for (int attempt = 0; attempt < Retries && !done; attempt++)
        {
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
