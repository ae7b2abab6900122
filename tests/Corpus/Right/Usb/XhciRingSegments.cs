using System;
using System.Threading;
using Hal;

namespace Drivers;

/// <summary>A transfer ring of segments whose last entry links to the next one; everything is DMA memory.</summary>
public sealed unsafe class XhciRing<THal> : IDisposable
    where THal : struct, IHal
{
    private const int PerSegment = HalConstants.PageSize / 16;

    private struct Trb
    {
        public uint Low;
        public uint High;
        public uint Status;
        public uint Control;
    }

    private readonly Dma<THal>[] _segments;
    private int _segment;
    private int _index;
    private uint _cycle = 1;

    public XhciRing(int segments)
    {
        _segments = new Dma<THal>[segments];
        try
        {
            for (int i = 0; i < segments; i++)
            {
                _segments[i] = new Dma<THal>(1, BufferDirection.Both);
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        for (int i = 0; i < segments; i++)
        {
            ulong next = _segments[(i + 1) % segments].Paddr.Value;
            Trb* link = Entry(i, PerSegment - 1);
            link->Low = (uint)(next & ~0xFu);
            link->High = (uint)(next >> 32);
            link->Control = 6u << 10 | (i == segments - 1 ? 2u : 0);
        }
    }

    private Trb* Entry(int segment, int index) => _segments[segment].Pointer<Trb>((nuint)(index * sizeof(Trb)));

    public PhysAddr Enqueue(PhysAddr data, int length, uint type)
    {
        PhysAddr at = _segments[_segment].PaddrAt((nuint)(_index * sizeof(Trb)));
        Trb* trb = Entry(_segment, _index);
        trb->Low = (uint)data.Value;
        trb->High = (uint)(data.Value >> 32);
        trb->Status = (uint)length;
        Volatile.Write(ref trb->Control, type << 10 | _cycle);
        if (++_index == PerSegment - 1)
        {
            Trb* link = Entry(_segment, _index);
            Volatile.Write(ref link->Control, (link->Control & ~1u) | _cycle);
            _index = 0;
            _segment = (_segment + 1) % _segments.Length;
            if (_segment == 0)
            {
                _cycle ^= 1;
            }
        }

        return at;
    }

    public void Dispose()
    {
        foreach (Dma<THal>? segment in _segments)
        {
            segment?.Dispose();
        }
    }
}
