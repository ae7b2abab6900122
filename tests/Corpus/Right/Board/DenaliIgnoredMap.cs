using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (drivers that map only for the cache): the address is kept, given to the controller and unshared.
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
        PhysAddr address = THal.Share(page, DriverToDevice);
        nand.Program(address, page.Length);
        nand.Kick();
        if (!nand.Wait(10))
        {
            Log.Info($"denali: row {row} was not programmed");
            nand.Reset();
            THal.Unshare(address, page, DriverToDevice);
            return false;
        }

        THal.Unshare(address, page, DriverToDevice);
        return nand.ReadRegister(0x30) == 0;
    }
}
