using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (brcmnand): the share was made by Checked<THal>, which never hears of its end.
internal sealed class PageReader<THal>(Device flash)
    where THal : struct, IHal
{
    public bool ReadPage(DmaBuffer page, uint number)
    {
        flash.WriteRegister(4, number);
        PhysAddr address = Checked<THal>.Share(page, DeviceToDriver);
        flash.Program(address, page.Length);
        flash.Kick();
        bool good = flash.Wait(10);
        if (!good)
        {
            flash.Reset();
            Checked<THal>.Unshare(address, page, DeviceToDriver);
            return false;
        }

        THal.Unshare(address, page, DeviceToDriver); //! HAL1013
        return page[0] != 0xFF;
    }
}
