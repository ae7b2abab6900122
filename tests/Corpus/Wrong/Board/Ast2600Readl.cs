using Devices;
using Hal;

namespace Drivers;

// Follows a fix in U-Boot: "ast2600: spl: Use readl for reading mmio": the strap register is read by a plain dereference.
public sealed unsafe class BootStrap<THal>
    where THal : struct, IHal
{
    private const int HardwareStrap = 0x500;
    private const uint BootFromEmmc = 1 << 2;

    public static bool IsEmmc(PhysAddr systemControl)
    {
        byte* scu = THal.MmioPhysToVirt(systemControl, 0x1000);
        uint strap = *(uint*)(scu + HardwareStrap); //! HAL3001
        if ((strap & BootFromEmmc) != 0)
        {
            Log.Info("boot from eMMC");
            return true;
        }

        return false;
    }

    public static int FirstBlock(PhysAddr systemControl)
    {
        return IsEmmc(systemControl) ? 0 : 64;
    }
}
