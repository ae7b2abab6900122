using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in DPDK (net/ixgbe): where the command fails the shared buffer is given to DmaDealloc.
internal sealed unsafe class HostInterface<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    public int Execute(uint opcode, DmaBuffer command)
    {
        PhysAddr address = THal.Share(command, Both);
        int error = mailbox.Execute(opcode, address);
        return error switch
        {
            0 => Succeed(address, command),
            -19 => -19 + Math.Min(0, THal.DmaDealloc(address, command.Pointer, 1)), //! HAL1012 (no fix: status)
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
