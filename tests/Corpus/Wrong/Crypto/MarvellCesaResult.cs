using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (crypto, marvell cesa): the span leads into memory that was disposed with its scope.
internal sealed class HashContext<THal>(Device engine)
    where THal : struct, IHal
{
    public uint Digest(ReadOnlySpan<byte> block)
    {
        Span<uint> state;
        using (var context = new Dma<THal>(1, Both))
        {
            block.CopyTo(context.AsSpan()[64..]);
            state = MemoryMarshal.Cast<byte, uint>(context.AsSpan()[..32]);
            engine.Program(context.Paddr, 64 + block.Length);
            engine.Kick();
            while (!engine.Poll())
            {
            }
        }

        return state[0]; //! HAL2008
    }
}
