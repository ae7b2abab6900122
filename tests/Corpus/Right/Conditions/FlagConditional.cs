using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A command with or without data, decided once by a flag.</summary>
public static class FlaggedCommand<THal>
    where THal : struct, IHal
{
    [Flags]
    public enum Flags
    {
        None = 0,
        HasData = 1,
        Write = 2,
        Polled = 4,
    }

    public static int Execute(MmcController host, int opcode, uint argument, Flags flags, DmaBuffer data)
    {
        bool hasData = (flags & Flags.HasData) != 0;
        BufferDirection direction = flags.HasFlag(Flags.Write) ? DriverToDevice : DeviceToDriver;
        PhysAddr paddr = default;
        if (hasData)
        {
            paddr = THal.Share(data, direction);
            host.SetDataAddress(paddr);
        }

        int status = host.SendCommand(opcode, argument);
        if (status == 0 && hasData && !Settled(host, flags))
        {
            host.StopTransfer();
            status = -110;
        }

        if (hasData)
        {
            THal.Unshare(paddr, data, direction);
        }

        return status;
    }

    private static bool Settled(MmcController host, Flags flags)
    {
        if ((flags & Flags.Polled) == 0)
        {
            return !host.TimedOut(1000);
        }

        var deadline = Deadline.In(1000);
        while (host.Interrupts != MmcController.DataDone)
        {
            if (deadline.Expired)
            {
                return false;
            }
        }

        return true;
    }
}
