using System;
using System.Threading;
using System.Threading.Tasks;
using Hal;

namespace Drivers;

/// <summary>Many threads share and unshare buffers of their own; the bytes must come through.</summary>
public static class StressTest
{
    public static int Run<THal>(int threads, int rounds)
        where THal : struct, IHal
    {
        int failures = 0;
        Parallel.For(0, threads, thread =>
        {
            var random = new Random(thread);
            using var buffer = new PinnedBuffer(8192);
            for (int round = 0; round < rounds; round++)
            {
                int offset = random.Next(4096);
                int length = random.Next(1, 4096);
                DmaBuffer part = buffer.Buffer.Slice(offset, length);
                byte fill = (byte)random.Next(256);
                part.AsSpan().Fill(fill);
                PhysAddr address;
                try
                {
                    address = THal.Share(part, BufferDirection.Both);
                }
                catch (DmaException)
                {
                    Thread.Yield();
                    continue;
                }

                THal.Unshare(address, part, BufferDirection.Both);
                if (part.AsReadOnlySpan().IndexOfAnyExcept(fill) >= 0)
                {
                    Interlocked.Increment(ref failures);
                }
            }
        });
        return failures;
    }
}
