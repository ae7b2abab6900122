using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The same question asked by bits, by ranges and by comparisons.
public sealed class MasksAndRanges<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    private const uint HasInput = 1;
    private const uint HasOutput = 2;

    public int ByMask(uint flags, DmaBuffer input, DmaBuffer output)
    {
        PhysAddr first = (flags & HasInput) != 0 ? THal.Share(input, DriverToDevice) : default;
        PhysAddr second = (flags & HasOutput) != 0 ? THal.Share(output, DeviceToDriver) : default;
        int error = mailbox.Execute(flags, first, second);
        if ((flags & HasOutput) == HasOutput)
        {
            THal.Unshare(second, output, DeviceToDriver);
        }

        if ((flags & HasInput) == HasInput)
        {
            THal.Unshare(first, input, DriverToDevice);
        }

        return error;
    }

    public int ByRange(int length, DmaBuffer input)
    {
        PhysAddr paddr = default;
        if (length >= 64)
        {
            paddr = THal.Share(input, DriverToDevice);
        }

        int error = mailbox.Execute((uint)length, paddr);
        if (length > 63)
        {
            THal.Unshare(paddr, input, DriverToDevice);
        }

        return error;
    }

    public int ByOpcode(byte opcode, DmaBuffer data)
    {
        PhysAddr paddr = default;
        if (opcode is >= 0x20 and <= 0x2F)
        {
            paddr = THal.Share(data, Both);
        }

        int error = mailbox.Execute(opcode, paddr);
        if (opcode is >= 0x20 and < 0x30)
        {
            THal.Unshare(paddr, data, Both);
        }

        return error;
    }

    public int ByNibble(byte opcode, DmaBuffer data)
    {
        bool write = (opcode >> 4) == 2;
        PhysAddr paddr = THal.Share(data, write ? DriverToDevice : DeviceToDriver);
        int error = mailbox.Execute(opcode, paddr);
        if (opcode >> 4 == 2)
        {
            THal.Unshare(paddr, data, DriverToDevice);
        }
        else
        {
            THal.Unshare(paddr, data, DeviceToDriver);
        }

        return error;
    }
}
