using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Loads the segments of a coprocessor's program into DMA memory and starts it. The list of segments is the owner: it is freed when
// loading fails or when the coprocessor has stopped.
public sealed class CoprocessorLoader<THal>(Device core)
    where THal : struct, IHal
{
    public readonly record struct Segment(uint Target, ReadOnlyMemory<byte> Content, int MemoryBytes);

    private readonly List<Dma<THal>> _segments = new();

    public bool Running { get; private set; }

    public bool Boot(IEnumerable<Segment> program)
    {
        if (Running)
        {
            return false;
        }

        foreach (Segment segment in program)
        {
            if (segment.MemoryBytes == 0)
            {
                continue;
            }

            if (segment.Content.Length > segment.MemoryBytes || !TryPlace(segment))
            {
                Shutdown();
                return false;
            }
        }

        core.WriteRegister(0, 1);
        Running = core.Wait(500);
        if (!Running)
        {
            Shutdown();
        }

        return Running;
    }

    public void Shutdown()
    {
        core.WriteRegister(0, 0);
        core.Reset();
        Running = false;
        Release();
    }

    private bool TryPlace(Segment segment)
    {
        nuint pages = HalConstants.PagesFor((nuint)segment.MemoryBytes);
        if (!Dma<THal>.TryCreate(pages, Both, out Dma<THal>? memory))
        {
            return false;
        }

        segment.Content.Span.CopyTo(memory.AsSpan());
        core.WriteRegister(8, segment.Target);
        core.Program(memory.Paddr, segment.MemoryBytes);
        _segments.Add(memory);
        return true;
    }

    private void Release()
    {
        foreach (Dma<THal> segment in _segments)
        {
            segment.Dispose();
        }

        _segments.Clear();
    }
}
