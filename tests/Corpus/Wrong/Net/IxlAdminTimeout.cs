using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux and FreeBSD (admin queues): a retry overwrites the address of the share before it.
internal sealed class AdminQueue<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const int Tries = 3;
    private const int Again = -11;

    public int Execute(uint opcode, DmaBuffer command)
    {
        int error = Again;
        for (int attempt = 0; attempt < Tries && error == Again; attempt++)
        {
            PhysAddr address = THal.Share(command, DriverToDevice); //! HAL1002
            error = firmware.Execute(opcode, address);
            if (error == Again)
            {
                Log.Info($"ixl: {opcode:x} is retried");
                continue;
            }

            THal.Unshare(address, command, DriverToDevice);
        }

        return error;
    }
}
