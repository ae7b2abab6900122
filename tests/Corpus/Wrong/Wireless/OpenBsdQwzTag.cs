using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in OpenBSD (qwz): each retry writes its sequence number into the command that is still shared.
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

        command[0] = _sequence++;
        PhysAddr address = THal.Share(command, DriverToDevice);
        int error;
        for (int left = 3; (error = firmware.Execute(command[1], address)) == -11 && left > 0; left--)
        {
            command[0] = _sequence++; //! HAL1007
        }

        THal.Unshare(address, command, DriverToDevice);
        return error;
    }
}
