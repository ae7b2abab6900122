using Devices;
using Hal;

namespace Drivers;

// Follows a fix in iPXE: "[tg3] Fix address truncation bug on 64-bit machines": the address is kept in 32 bits, and what is left of it
// is unmapped.
public sealed class StatusBlock<THal>(Device nic)
    where THal : struct, IHal
{
    private const int HostAddressHigh = 0x3C38;
    private const int HostAddressLow = 0x3C3C;

    public bool Snapshot(DmaBuffer block)
    {
        if (!nic.Ready)
        {
            return false;
        }

        uint low = (uint)THal.Share(block, BufferDirection.DeviceToDriver).Value;
        nic.WriteRegister(HostAddressLow, low);
        nic.Kick();
        bool written = nic.Wait(100);
        if (!written)
        {
            nic.Reset();
        }

        THal.Unshare(new PhysAddr(low), block, BufferDirection.DeviceToDriver); //! HAL1001
        return written;
    }
}
