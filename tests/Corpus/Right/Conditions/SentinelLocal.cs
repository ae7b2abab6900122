using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Optional parts of a command by addresses that may be null or the invalid value.</summary>
public sealed class SentinelLocal<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    private static readonly PhysAddr s_invalid = new(ulong.MaxValue);

    public int Execute(uint opcode, DmaBuffer? input, DmaBuffer? output)
    {
        PhysAddr inputAddress = s_invalid;
        PhysAddr outputAddress = s_invalid;
        int error = -12;

        if (input is { IsEmpty: false } given)
        {
            inputAddress = TryShare(given, DriverToDevice) ?? s_invalid;
            if (inputAddress == s_invalid)
            {
                goto Out;
            }
        }

        if (output is { IsEmpty: false } wanted)
        {
            outputAddress = TryShare(wanted, DeviceToDriver) ?? s_invalid;
            if (outputAddress == s_invalid)
            {
                goto Out;
            }
        }

        error = mailbox.Execute(opcode, inputAddress, outputAddress);

    Out:
        if (outputAddress != s_invalid)
        {
            THal.Unshare(outputAddress, output!.Value, DeviceToDriver);
        }

        if (inputAddress != s_invalid)
        {
            THal.Unshare(inputAddress, input!.Value, DriverToDevice);
        }

        return error;
    }

    private static PhysAddr? TryShare(DmaBuffer buffer, BufferDirection direction)
    {
        try
        {
            return THal.Share(buffer, direction);
        }
        catch (DmaException)
        {
            return null;
        }
    }
}
