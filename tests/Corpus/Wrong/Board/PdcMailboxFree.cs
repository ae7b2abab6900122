using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (mailbox and wireless drivers): a shared message is given back by DmaDealloc.
internal sealed unsafe class PdcChannel<THal>(Mailbox channel)
    where THal : struct, IHal
{
    public bool Post(uint opcode, DmaBuffer message)
    {
        PhysAddr address = THal.Share(message, DriverToDevice);
        if (!channel.TryPost(opcode, address))
        {
            THal.Unshare(address, message, DriverToDevice);
            return false;
        }

        if (!channel.WaitReply(100))
        {
            Log.Info($"pdc: no reply to {opcode}");
            DmaOwnership.Abandon<THal>(address);
            return false;
        }

        return THal.DmaDealloc(address, message.Pointer, 1) == 0; //! HAL1012 (no fix: status)
    }
}
