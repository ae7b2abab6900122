using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A command whose sense buffer exists only when the caller wants it. The optional share is made and ended under the same test of the
// same parameter.
public sealed class OptionalSense<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _target;

    public OptionalSense(Mailbox target) => _target = target;

    public int Execute(uint opcode, DmaBuffer command, DmaBuffer? sense)
    {
        PhysAddr input = THal.Share(command, DriverToDevice);
        int status;
        try
        {
            if (sense is { } wanted)
            {
                PhysAddr output = THal.Share(wanted, DeviceToDriver);
                status = _target.Execute(opcode, input, output);
                THal.Unshare(output, wanted, DeviceToDriver);
            }
            else
            {
                status = _target.Execute(opcode, input);
            }
        }
        finally
        {
            THal.Unshare(input, command, DriverToDevice);
        }

        return status;
    }

    public string Explain(uint opcode, DmaBuffer command, DmaBuffer sense) => Execute(opcode, command, sense) switch
    {
        0 => "good",
        < 0 when (sense[2] & 0x0F) == 0x06 => "unit attention",
        < 0 => $"sense key {sense[2] & 0x0F}",
        _ => "unexpected",
    };
}
