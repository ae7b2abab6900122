using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Embassy (embassy-nrf qspi): the scope is detached before the device is asked, and a refusal drops the share.
internal sealed class Qspi<THal>(Device flash)
    where THal : struct, IHal
{
    public bool Program(DmaBuffer page)
    {
        if ((page.Length & 3) != 0)
        {
            return false;
        }

        var guard = new SharedScope<THal>(page, DriverToDevice); //! HAL1002 (no fix: overwritten)
        flash.WriteRegister(0x504, (ulong)page.Length);
        if (!flash.Ready)
        {
            guard.Dispose();
            return false;
        }

        Shared<THal> transfer = guard.Detach();
        if (!flash.Submit(transfer.Paddr, page.Length))
        {
            return false;
        }

        bool written = flash.Wait(20);
        if (!written)
        {
            flash.Reset();
        }

        transfer.Unshare();
        return written;
    }
}
