using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (mailbox and wireless drivers): a shared message is unshared.
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

        THal.Unshare(address, message, DriverToDevice);
        return true;
    }
}
