using Devices;
using Hal;

namespace Drivers;

// Follows a fix in iPXE: "[tg3] Fix address truncation bug on 64-bit machines": the address is kept whole; the register that has 32 bits
// gets its low half beside the high one.
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

        PhysAddr address = THal.Share(block, BufferDirection.DeviceToDriver);
        nic.WriteRegister(HostAddressHigh, address.Value >> 32);
        nic.WriteRegister(HostAddressLow, (uint)address.Value);
        nic.Kick();
        bool written = nic.Wait(100);
        if (!written)
        {
            nic.Reset();
        }

        THal.Unshare(address, block, BufferDirection.DeviceToDriver);
        return written;
    }
}
