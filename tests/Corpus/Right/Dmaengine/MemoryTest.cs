using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A memory test by a copy engine: patterns go there and back through both halves of a region.</summary>
public static class CopyEngineTest
{
    private static readonly ulong[] s_patterns = [0, ulong.MaxValue, 0x5555_5555_5555_5555, 0xAAAA_AAAA_AAAA_AAAA];

    public static unsafe int Run<THal>(DmaEngine engine, nuint pages)
        where THal : struct, IHal
    {
        if (pages < 2 || !Dma<THal>.TryCreate(pages & ~(nuint)1, BufferDirection.Both, out Dma<THal>? region))
        {
            return -12;
        }

        int errors = 0;
        try
        {
            nuint half = region.Length >> 1;
            int words = (int)(half / sizeof(ulong));
            foreach (ulong pattern in s_patterns)
            {
                var source = new Span<ulong>(region.Vaddr(0), words);
                source.Fill(pattern);
                int cookie = engine.Submit(region.Paddr, region.PaddrAt(half), (int)half);
                if (cookie < 0 || !engine.WaitFor(cookie, 500))
                {
                    engine.Terminate();
                    return -5;
                }

                ulong* copy = region.Pointer<ulong>(half);
                for (int i = words - 1; i >= 0; i--)
                {
                    errors += copy[i] == pattern ? 0 : 1;
                }
            }
        }
        finally
        {
            region.Dispose();
        }

        return errors;
    }
}
