using Devices;
using Hal;

namespace Drivers;

// Follows a fix in virtio-drivers: "Assert that buffers shared via HAL are not empty and PA is not null.": the unmap of a message that
// the device only read names no buffer.
public sealed class ControlCommands<THal>(Mailbox control)
    where THal : struct, IHal
{
    public bool Failed { get; private set; }

    public int Flush(uint opcode) => control.Execute(opcode, default);

    public int Send(uint opcode, PinnedBuffer message)
    {
        DmaBuffer payload = message.Buffer;
        PhysAddr address = THal.Share(payload, BufferDirection.DriverToDevice);
        int status = control.Execute(opcode, address);
        if (status != 0)
        {
            Failed = true;
            Log.Info("control command failed");
        }

        // Nothing comes back from a message.
        THal.Unshare(address, default, BufferDirection.DriverToDevice); //! HAL1009
        return status;
    }
}
