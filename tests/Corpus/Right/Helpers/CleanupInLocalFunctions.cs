using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A staged start with the cleaning up in local functions.</summary>
public static class StagedStart<THal>
    where THal : struct, IHal
{
    public static int Start(Device device, DmaBuffer boot, DmaBuffer arguments)
    {
        PhysAddr bootAt = THal.Share(boot, DriverToDevice);
        PhysAddr argumentsAt = THal.Share(arguments, Both);
        int status = Stage(bootAt, boot.Length);
        if (status != 0)
        {
            return Fail(status);
        }

        status = Stage(argumentsAt, arguments.Length);
        if (status != 0)
        {
            return Fail(status);
        }

        device.Kick();
        if (!device.Wait(5000))
        {
            return Fail(-110);
        }

        End();
        return arguments[0];

        int Stage(PhysAddr address, int length) => device.Start(address, length);

        int Fail(int error)
        {
            device.Reset();
            End();
            return error;
        }

        void End()
        {
            THal.Unshare(argumentsAt, arguments, Both);
            THal.Unshare(bootAt, boot, DriverToDevice);
        }
    }
}
