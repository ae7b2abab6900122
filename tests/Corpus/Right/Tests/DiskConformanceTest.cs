using System;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A test of a disk driver that writes a pattern, reads it back and expects misuse to be refused. The test itself ends what it shares,
// and what it expects to throw holds nothing.
internal static class DiskConformanceTest<THal>
    where THal : struct, IHal
{
    public static async Task WritesAndReadsBack(BlockQueue disk)
    {
        using var written = new PinnedBuffer(512);
        using var read = new PinnedBuffer(512);
        new Random(7).NextBytes(written.Buffer.AsSpan());

        Expect.Same(0, await WriteAsync(disk, written.Buffer));
        Expect.Same(0, await ReadAsync(disk, read.Buffer));
        Expect.That(read.Buffer.AsReadOnlySpan().SequenceEqual(written.Buffer.AsReadOnlySpan()));
    }

    public static void RefusesZeroLength()
    {
        using var memory = new PinnedBuffer(16);
        Expect.Throws<ArgumentOutOfRangeException>(() => memory.Buffer.Slice(0, 0));
    }

    public static void IsDisposedOnce()
    {
        var ring = new Dma<THal>(1, Both);
        ring.Dispose();
        ring.Dispose();
        Expect.Same((nuint)0, ring.Pages);
        Expect.Same(0, ring.Deallocate());
    }

    private static async Task<int> WriteAsync(BlockQueue disk, DmaBuffer buffer)
    {
        var shared = new Shared<THal>(buffer, DriverToDevice);
        try
        {
            return await disk.WriteAsync(0, shared.Paddr, buffer.Length);
        }
        finally
        {
            shared.Unshare();
        }
    }

    private static async Task<int> ReadAsync(BlockQueue disk, DmaBuffer buffer)
    {
        var shared = new Shared<THal>(buffer, DeviceToDriver);
        try
        {
            return await disk.ReadAsync(0, shared.Paddr, buffer.Length);
        }
        finally
        {
            shared.Unshare();
        }
    }
}
