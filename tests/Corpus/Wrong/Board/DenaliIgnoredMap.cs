using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (drivers that map only for the cache): the page is shared for the effect on the cache, and its address is
// dropped.
internal sealed class NandPage<THal>(Device nand)
    where THal : struct, IHal
{
    public bool Program(DmaBuffer page, int row)
    {
        if (row < 0)
        {
            return false;
        }

        nand.WriteRegister(0x10, (ulong)row);
        THal.Share(page, DriverToDevice); //! HAL1003
        nand.WriteRegister(0x20, (ulong)page.Length);
        nand.Kick();
        if (!nand.Wait(10))
        {
            Log.Info($"denali: row {row} was not programmed");
            nand.Reset();
            return false;
        }

        return nand.ReadRegister(0x30) == 0;
    }
}
