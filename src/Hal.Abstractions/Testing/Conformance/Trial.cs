using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Hal.Testing;

/// <summary>What the tests of contracts share: the options, randomness, threads, patterns and the words of a failure.</summary>
internal sealed unsafe class Trial
{
    public static readonly BufferDirection[] Directions =
        [BufferDirection.DriverToDevice, BufferDirection.DeviceToDriver, BufferDirection.Both];

    public Trial(ConformanceOptions options)
    {
        Options = options;
        Random = new Random(options.Seed);
    }

    public ConformanceOptions Options { get; }

    public Random Random { get; }

    public IDeviceView? Device => Options.Device;

    [DoesNotReturn]
    public static void Fail(string evidence) => throw new TrialEnd(ConformanceOutcome.Failed, evidence);

    [DoesNotReturn]
    public static void NotTestable(string evidence) => throw new TrialEnd(ConformanceOutcome.NotTestable, evidence);

    public IDeviceView RequireDevice()
    {
        if (Device is null)
        {
            NotTestable("only a device can tell; give the suite a view of one by ConformanceOptions.Device");
        }

        return Device;
    }

    /// <summary>DMA memory, which every test but that of exhaustion may expect to get.</summary>
    public static DmaAllocation Allocate<THal>(nuint pages, BufferDirection direction = BufferDirection.Both)
        where THal : struct, IHal
    {
        DmaAllocation memory = THal.DmaAlloc(pages, direction);
        if (memory.Paddr == default)
        {
            NotTestable($"DmaAlloc of {pages} pages returned no memory");
        }

        if (memory.Vaddr == null)
        {
            Fail($"DmaAlloc returned a null pointer with the address {memory.Paddr}");
        }

        return memory;
    }

    public static void Give<THal>(DmaAllocation memory, nuint pages)
        where THal : struct, IHal
    {
        int status = THal.DmaDealloc(memory.Paddr, memory.Vaddr, pages);
        if (status != 0)
        {
            Fail($"DmaDealloc returned status {status} for {pages} pages at {memory.Paddr}");
        }
    }

    public static PhysAddr Share<THal>(DmaBuffer buffer, BufferDirection direction)
        where THal : struct, IHal
    {
        PhysAddr paddr = THal.Share(buffer, direction);
        if (paddr == default)
        {
            Fail($"Share of {buffer.Length} bytes, {direction}, returned address 0");
        }

        return paddr;
    }

    /// <summary>Fills memory with bytes by which it and each place in it is known again.</summary>
    public static void Fill(Span<byte> memory, int seed)
    {
        for (int i = 0; i < memory.Length; i++)
        {
            memory[i] = Expected(seed, i);
        }
    }

    /// <summary>Fails where memory is not what <see cref="Fill"/> made it.</summary>
    public static void Expect(ReadOnlySpan<byte> memory, int seed, string where)
    {
        for (int i = 0; i < memory.Length; i++)
        {
            if (memory[i] != Expected(seed, i))
            {
                Fail($"{where}: byte {i} of {memory.Length} is 0x{memory[i]:x2} instead of 0x{Expected(seed, i):x2}");
            }
        }
    }

    /// <summary>Reads as the device, and fails where it cannot.</summary>
    public static byte[] DeviceRead(IDeviceView device, PhysAddr paddr, int length, string what)
    {
        byte[] bytes = new byte[length];
        if (!device.TryRead(paddr, bytes))
        {
            Fail($"the device cannot read the {length} bytes at {paddr}, {what}");
        }

        return bytes;
    }

    /// <summary>Writes as the device, and fails where it cannot.</summary>
    public static void DeviceWrite(IDeviceView device, PhysAddr paddr, ReadOnlySpan<byte> bytes, string what)
    {
        if (!device.TryWrite(paddr, bytes))
        {
            Fail($"the device cannot write the {bytes.Length} bytes at {paddr}, {what}");
        }
    }

    /// <summary>Runs on several threads at once; the first failure is the caller's.</summary>
    public static void InParallel(int threads, Action<int> body)
    {
        ExceptionDispatchInfo? failure = null;
        var crowd = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            int index = i;
            crowd[i] = new Thread(() =>
            {
                try
                {
                    body(index);
                }
                catch (Exception exception)
                {
                    Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
                }
            });
        }

        Array.ForEach(crowd, thread => thread.Start());
        Array.ForEach(crowd, thread => thread.Join());
        failure?.Throw();
    }

    public static bool Overlap(ulong start, ulong length, ulong otherStart, ulong otherLength) =>
        start - otherStart < otherLength || otherStart - start < length;

    // 251 is prime, so no power of two of bytes repeats; the factor keeps neighbouring seeds apart.
    private static byte Expected(int seed, int index) => (byte)(((index % 251) * 7) + (seed * 37) + (index / 251) + 1);
}
