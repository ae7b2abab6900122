using Devices;
using Hal;

namespace Drivers;

/// <summary>A command with an answer through an administrative mailbox that does not block.</summary>
public static class AdminCommand
{
    public static bool Run<THal>(Mailbox mailbox, uint opcode, DmaBuffer request, DmaBuffer answer, Device device)
        where THal : struct, IHal
    {
        PhysAddr input = THal.Share(request, BufferDirection.DriverToDevice);
        PhysAddr output;
        try
        {
            output = THal.Share(answer, BufferDirection.DeviceToDriver);
        }
        catch
        {
            THal.Unshare(input, request, BufferDirection.DriverToDevice);
            throw;
        }

        bool done = false;
        device.WriteRegister(8, output.Value);
        if (mailbox.TryPost(opcode, input))
        {
            for (int tries = 0; tries < 10 && !done; tries++)
            {
                done = mailbox.WaitReply(100);
            }

            if (!done)
            {
                device.Reset();
            }
        }

        THal.Unshare(output, answer, BufferDirection.DeviceToDriver);
        THal.Unshare(input, request, BufferDirection.DriverToDevice);
        return done;
    }
}
