using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like Linux bq27xxx with a flash block interface: 32 bytes and a checksum, tried three times. A share of its own for each try; the
// block is changed in a managed copy only.
public sealed class BatteryGauge<THal>(Mailbox bus)
    where THal : struct, IHal
{
    private const int BlockBytes = 33;

    public bool Change(byte block, int offset, byte value)
    {
        using var memory = new PinnedBuffer(BlockBytes);
        for (int attempt = 0; attempt < 3; attempt++)
        {
            if (Move(0x6000u | block, memory.Buffer, BufferDirection.DeviceToDriver) && ChecksumIsRight(memory.Buffer))
            {
                Span<byte> bytes = memory.Buffer.AsSpan();
                bytes[offset] = value;
                bytes[32] = Checksum(bytes[..32]);
                if (Move(0x6100u | block, memory.Buffer, BufferDirection.DriverToDevice))
                {
                    return true;
                }
            }

            Thread.Sleep(100 << attempt);
        }

        return false;
    }

    private bool Move(uint command, DmaBuffer block, BufferDirection direction)
    {
        PhysAddr address = THal.Share(block, direction);
        int error = bus.Execute(command, address);
        THal.Unshare(address, block, direction);
        return error == 0;
    }

    private static bool ChecksumIsRight(DmaBuffer block) => Checksum(block.AsReadOnlySpan()[..32]) == block[32];

    private static byte Checksum(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (byte b in bytes)
        {
            sum += b;
        }

        return (byte)(255 - sum);
    }
}
