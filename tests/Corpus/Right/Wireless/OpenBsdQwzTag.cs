using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in OpenBSD (qwz): each attempt writes its sequence number and then shares the command.
internal sealed class HostCommand<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private byte _sequence;

    public int Execute(DmaBuffer command)
    {
        if (command.Length < 2)
        {
            return -22;
        }

        int error;
        int retries = 3;
        do
        {
            command[0] = _sequence++;
            PhysAddr address = THal.Share(command, DriverToDevice);
            error = firmware.Execute(command[1], address);
            THal.Unshare(address, command, DriverToDevice);
        }
        while (error == -11 && retries-- > 0);

        return error;
    }
}
