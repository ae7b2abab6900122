using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The direction by a switch expression over the opcode; an opcode without data shares nothing.
public sealed class OpcodePatterns<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    public int Execute(uint opcode, DmaBuffer? payload)
    {
        (bool hasData, BufferDirection direction) = opcode switch
        {
            0x01 or 0x11 => (true, DriverToDevice),
            >= 0x20 and < 0x30 => (true, DeviceToDriver),
            0x40 => (true, Both),
            _ => (false, default),
        };

        switch (hasData, payload)
        {
            case (true, { IsEmpty: false } buffer):
                PhysAddr paddr = THal.Share(buffer, direction);
                int error = mailbox.Execute(opcode, paddr);
                THal.Unshare(paddr, buffer, direction);
                return error;
            case (false, null):
                return mailbox.Execute(opcode, default);
            default:
                return -22;
        }
    }

    public int ExecuteAll(params DmaBuffer[] buffers)
    {
        switch (buffers)
        {
            case []:
                return 0;
            case [{ IsEmpty: false } only]:
                return Execute(0x01, only);
            default:
                (DmaBuffer first, DmaBuffer last) = (buffers[0], buffers[^1]);
                PhysAddr head = THal.Share(first, DriverToDevice);
                PhysAddr tail = THal.Share(last, DeviceToDriver);
                int error = mailbox.Execute(0x40, head, tail);
                THal.Unshare(tail, last, DeviceToDriver);
                THal.Unshare(head, first, DriverToDevice);
                return error;
        }
    }
}
