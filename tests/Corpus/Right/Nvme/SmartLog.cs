using System;
using System.Buffers.Binary;
using Devices;
using Hal;

namespace Drivers;

// Reading the log pages of a disk by kind, with a switch expression for the size of each. One buffer of the right size for each page,
// shared and ended in the same method, read afterwards.
public enum LogPage
{
    Error,
    Health,
    Firmware,
}

public readonly record struct Health(int Temperature, byte SparePercent, byte UsedPercent);

public sealed class DiskLogs<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _admin;

    public DiskLogs(Mailbox admin) => _admin = admin;

    public Health? ReadHealth()
    {
        byte[] page = Read(LogPage.Health);
        return page switch
        {
            { Length: >= 8 } => new Health(BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(1)) - 273, page[3], page[5]),
            _ => null,
        };
    }

    public byte[] Read(LogPage kind)
    {
        (uint opcode, int length) = kind switch
        {
            LogPage.Error => (0x0102u, 4096),
            LogPage.Health => (0x0202u, 512),
            LogPage.Firmware => (0x0302u, 512),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

        using var memory = new PinnedBuffer(length);
        DmaBuffer page = memory.Buffer;
        PhysAddr address = THal.Share(page, BufferDirection.DeviceToDriver);
        int error;
        try
        {
            error = _admin.Execute(opcode, address);
        }
        finally
        {
            THal.Unshare(address, page, BufferDirection.DeviceToDriver);
        }

        return error == 0 ? page.AsReadOnlySpan().ToArray() : Array.Empty<byte>();
    }
}
