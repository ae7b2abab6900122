using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A command with an optional input: a constant that no share has for its address says that there is none.</summary>
public sealed class OptionalInput<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    private const int Inline = 4;

    private static readonly PhysAddr s_invalid = new(ulong.MaxValue);

    public int Execute(uint opcode, DmaBuffer input)
    {
        PhysAddr address = s_invalid;
        if (input.Length > Inline)
        {
            address = THal.Share(input, DriverToDevice);
        }

        int error = mailbox.Execute(opcode, address);
        if (address != s_invalid)
        {
            THal.Unshare(address, input, DriverToDevice);
        }

        return error;
    }
}
