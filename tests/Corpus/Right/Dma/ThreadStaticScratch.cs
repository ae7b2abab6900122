using System;
using System.Buffers.Binary;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Each thread has a page for commands, made at its first command.</summary>
public sealed class PerThreadCommands<THal>(Mailbox mailbox) : IDisposable
    where THal : struct, IHal
{
    private readonly ThreadLocal<Dma<THal>> _scratch = new(static () => new Dma<THal>(1, Both), trackAllValues: true);

    public ulong? Query(uint opcode, ulong argument)
    {
        Dma<THal> scratch = _scratch.Value!;
        Span<byte> page = scratch.AsSpan();
        BinaryPrimitives.WriteUInt64LittleEndian(page, argument);
        return mailbox.Execute(opcode, scratch.Paddr, scratch.PaddrAt(64)) switch
        {
            0 => BinaryPrimitives.ReadUInt64LittleEndian(page[64..]),
            -2 => null,
            int error => throw new DeviceException($"command {opcode}: {error}"),
        };
    }

    public void Dispose()
    {
        foreach (Dma<THal> scratch in _scratch.Values)
        {
            scratch.Dispose();
        }

        _scratch.Dispose();
    }
}
