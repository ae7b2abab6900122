using System;
using Devices;
using Hal;

public sealed unsafe class EndPointerWalk<THal>(Ring ring) where THal : struct, IHal
{
    public uint Sum()
    {
        using var page = new Dma<THal>(1, BufferDirection.Both);
        byte* start = page.Vaddr(0);
        byte* end = start + page.Length;
        uint* last = (uint*)end - 1;
        *last = 0xdead;
        uint sum = 0;
        for (uint* p = (uint*)start; p != (uint*)end; p++)
        {
            sum += *p;
        }

        ring.Post(0, page.PaddrAt(page.Length - 64), 64);
        ring.Stop();
        Span<byte> bytes = page.AsSpan();
        return sum + bytes[^1] + bytes[4095];
    }

    public int Raw()
    {
        var (paddr, vaddr) = THal.DmaAlloc(2, BufferDirection.Both);
        if (paddr == default)
        {
            return -12;
        }

        byte* cursor = vaddr;
        for (int i = 0; i < 8192; i += 16)
        {
            *(ulong*)cursor = (ulong)i;
            cursor += 16;
        }

        ring.Post(0, paddr + 4096, 4096);
        ring.Stop();
        vaddr[8191] = 1;
        return THal.DmaDealloc(paddr, cursor - 8192, 2);
    }
}
