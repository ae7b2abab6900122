using System.Runtime.InteropServices;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Typed views of DMA memory: a header structure, an array behind it, and a tail that is computed.
public sealed unsafe class MemoryLayoutOnDma<THal> : IDisposable
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Header
    {
        public uint Magic;
        public ushort Version;
        public ushort Count;
    }

    private readonly Dma<THal> _memory;

    public MemoryLayoutOnDma(ReadOnlySpan<ulong> values)
    {
        nuint bytes = (nuint)(sizeof(Header) + values.Length * sizeof(ulong));
        _memory = new Dma<THal>(HalConstants.PagesFor(bytes), Both);
        ref Header header = ref *_memory.Pointer<Header>(0);
        header = new Header { Magic = 0x48414C31, Version = 1, Count = (ushort)values.Length };
        var table = MemoryMarshal.Cast<byte, ulong>(_memory.AsSpan()[sizeof(Header)..]);
        values.CopyTo(table);
    }

    public int Publish(Device device)
    {
        byte* start = _memory.Vaddr(0);
        byte* end = start + _memory.Length;
        uint sum = 0;
        for (byte* at = start; at < end; at++)
        {
            sum += *at;
        }

        device.WriteRegister(4, sum);
        return device.Start(_memory.PaddrAt((nuint)sizeof(Header)), (int)_memory.Length - sizeof(Header));
    }

    public void Dispose() => _memory.Dispose();
}
