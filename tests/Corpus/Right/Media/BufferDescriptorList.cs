using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// A high definition audio stream: a list of descriptors that cuts a sample buffer into fragments. List and samples are allocated
// together or not at all, and both are given back after the stream was reset.
public sealed unsafe class HdaStream<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _engine;
    private readonly Dma<THal> _list;
    private readonly Dma<THal> _samples;

    private HdaStream(Device engine, Dma<THal> list, Dma<THal> samples)
    {
        _engine = engine;
        _list = list;
        _samples = samples;
    }

    public Span<byte> Samples => _samples.AsSpan();

    public static bool TryOpen(Device engine, int fragments, int fragmentBytes, [NotNullWhen(true)] out HdaStream<THal>? stream)
    {
        stream = null;
        if (fragments is < 2 or > 256 || fragmentBytes <= 0 || fragmentBytes % 128 != 0)
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(1, BufferDirection.DriverToDevice, out var list))
        {
            return false;
        }

        nuint bytes = (nuint)fragments * (nuint)fragmentBytes;
        if (!Dma<THal>.TryCreate(HalConstants.PagesFor(bytes), BufferDirection.Both, out var samples))
        {
            list.Dispose();
            return false;
        }

        var entries = new Span<ListEntry>(list.Vaddr(0), fragments);
        for (int i = 0; i < fragments; i++)
        {
            entries[i] = new ListEntry
            {
                Address = samples.PaddrAt((nuint)i * (nuint)fragmentBytes).Value,
                Length = (uint)fragmentBytes,
                InterruptOnEnd = 1,
            };
        }

        engine.Program(list.Paddr, fragments);
        stream = new HdaStream<THal>(engine, list, samples);
        return true;
    }

    public void Dispose()
    {
        _engine.Reset();
        _samples.Dispose();
        _list.Dispose();
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ListEntry
    {
        public ulong Address;
        public uint Length;
        public uint InterruptOnEnd;
    }
}
