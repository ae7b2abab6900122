using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (liquidio): the span is read inside the using block that owns its memory.
internal sealed class SoftCommand<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const int ResponseOffset = 256;
    private const byte GetVersion = 0x1f;

    public uint Version()
    {
        using (var memory = new Dma<THal>(1, Both))
        {
            memory.AsSpan()[0] = GetVersion;
            Span<byte> response = memory.AsSpan()[ResponseOffset..];
            int error = firmware.Execute(1, memory.Paddr, memory.PaddrAt(ResponseOffset));
            return error < 0 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(response);
        }
    }
}
