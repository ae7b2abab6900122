using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A media changer reports its slots; the report is longer than was thought, so the buffer grows. Each try has its own buffer and its own
// share, both over before the next is made.
public sealed class ChangerInventory<THal>
    where THal : struct, IHal
{
    private const uint ReadElementStatus = 0xB8;
    private readonly Mailbox _changer;
    private readonly DmaBuffer _command;

    public ChangerInventory(Mailbox changer, DmaBuffer command)
    {
        _changer = changer;
        _command = command;
    }

    public ushort[] Barcodes()
    {
        for (int bytes = 256; bytes <= 64 * 1024; bytes *= 2)
        {
            using var report = new PinnedBuffer(bytes);
            if (!TryRead(report.Buffer))
            {
                return [];
            }

            ReadOnlySpan<byte> data = report.Buffer.AsReadOnlySpan();
            int needed = BinaryPrimitives.ReadInt32BigEndian(data);
            if (needed < 0 || needed > 64 * 1024 - 4)
            {
                return [];
            }

            if (needed + 4 <= bytes)
            {
                var codes = new ushort[needed / 2];
                for (int i = 0; i < codes.Length; i++)
                {
                    codes[i] = BinaryPrimitives.ReadUInt16BigEndian(data[(4 + 2 * i)..]);
                }

                return codes;
            }
        }

        return [];
    }

    private bool TryRead(DmaBuffer report)
    {
        BinaryPrimitives.WriteInt32BigEndian(_command.AsSpan(), report.Length);
        using var command = new SharedScope<THal>(_command, DriverToDevice);
        using var answer = new SharedScope<THal>(report, DeviceToDriver);
        return _changer.Execute(ReadElementStatus, command.Paddr, answer.Paddr) == 0;
    }
}
