using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in U-Boot: "cfi_flash: use buffer length in unmap_physmem()" (d8b57c0a83f): the flag of the mapping was handed over
// where its length belongs.
public sealed unsafe class CfiFlash<THal>(Device bank)
    where THal : struct, IHal
{
    private const int MapNoCache = 1;

    public bool DetectLegacy(byte* window, int portWidth, byte wanted)
    {
        for (int width = 4; width <= portWidth; width <<= 1)
        {
            var query = new DmaBuffer(window, width);
            PhysAddr address = THal.Share(query, DeviceToDriver);
            if (!bank.Submit(address, width) || !bank.Wait(10))
            {
                bank.Reset();
            }

            THal.Unshare(address, query, DeviceToDriver);
            if (window[0] == wanted)
            {
                return true;
            }
        }

        return false;
    }
}
