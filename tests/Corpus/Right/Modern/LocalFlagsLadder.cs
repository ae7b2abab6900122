using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The same within one method: local flags and a finally.
public sealed class LocalFlagsLadder<THal>(Mailbox mailbox, PowerDomain power)
    where THal : struct, IHal
{
    public int Execute(uint opcode, DmaBuffer input, DmaBuffer output)
    {
        bool powered = false, inputMapped = false, outputMapped = false;
        PhysAddr inputAddress = default, outputAddress = default;
        int error;
        try
        {
            error = power.Enable();
            if (error != 0)
            {
                return error;
            }

            powered = true;
            inputAddress = THal.Share(input, DriverToDevice);
            inputMapped = true;
            outputAddress = THal.Share(output, DeviceToDriver);
            outputMapped = true;
            error = mailbox.Execute(opcode, inputAddress, outputAddress);
        }
        catch (DmaException)
        {
            error = -12;
        }
        finally
        {
            if (outputMapped)
            {
                THal.Unshare(outputAddress, output, DeviceToDriver);
            }

            if (inputMapped)
            {
                THal.Unshare(inputAddress, input, DriverToDevice);
            }

            if (powered)
            {
                power.Disable();
            }
        }

        return error;
    }
}
