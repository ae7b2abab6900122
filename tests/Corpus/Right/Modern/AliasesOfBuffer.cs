using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Pointers, spans and references into a buffer that are used before the share and after it, never between.
public sealed unsafe class AliasesOfBuffer<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    public int Count(DmaBuffer buffer)
    {
        Span<byte> bytes = buffer.AsSpan();
        byte* pointer = buffer.Pointer;
        ref byte first = ref buffer[0];
        bytes.Clear();
        pointer[1] = 2;
        first = 1;
        int length = bytes.Length;
        PhysAddr paddr = THal.Share(buffer, Both);
        byte* end = pointer + length;
        int error = mailbox.Execute(6, paddr);
        bool empty = bytes.IsEmpty || pointer == end;
        THal.Unshare(paddr, buffer, Both);
        int count = 0;
        for (byte* at = pointer; at < end; at++)
        {
            count += *at != 0 ? 1 : 0;
        }

        return empty || error != 0 ? error : count + first + bytes[^1];
    }
}
