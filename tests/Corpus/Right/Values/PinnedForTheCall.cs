using Devices;
using Hal;

namespace Drivers;

/// <summary>Synchronous commands on memory that is pinned for the length of the call.</summary>
public static unsafe class FixedCommands
{
    public static int Exchange<THal>(Mailbox mailbox, uint opcode, byte[] request, byte[] reply)
        where THal : struct, IHal
    {
        if (request.Length == 0 || reply.Length == 0)
        {
            return -22;
        }

        fixed (byte* requestPointer = request)
        fixed (byte* replyPointer = reply)
        {
            var requestBytes = new DmaBuffer(requestPointer, request.Length);
            var replyBytes = new DmaBuffer(replyPointer, reply.Length);
            PhysAddr input = THal.Share(requestBytes, BufferDirection.DriverToDevice);
            try
            {
                PhysAddr output = THal.Share(replyBytes, BufferDirection.DeviceToDriver);
                try
                {
                    return mailbox.Execute(opcode, input, output);
                }
                finally
                {
                    THal.Unshare(output, replyBytes, BufferDirection.DeviceToDriver);
                }
            }
            finally
            {
                THal.Unshare(input, requestBytes, BufferDirection.DriverToDevice);
            }
        }
    }
}
