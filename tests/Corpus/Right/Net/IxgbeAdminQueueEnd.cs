using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in DPDK (net/ixgbe): every failure ends the share by Unshare.
internal sealed class HostInterface<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    public int Execute(uint opcode, DmaBuffer command)
    {
        PhysAddr address = THal.Share(command, Both);
        int error = mailbox.Execute(opcode, address);
        return error switch
        {
            0 => Succeed(address, command),
            _ => Fail(address, command, error),
        };
    }

    private static int Succeed([Unshares] PhysAddr address, DmaBuffer command)
    {
        THal.Unshare(address, command, Both);
        return 0;
    }

    private static int Fail([Unshares] PhysAddr address, DmaBuffer command, int error)
    {
        THal.Unshare(address, command, Both);
        Log.Info($"mailbox: {error}");
        return error;
    }
}
