using System;
using System.Collections.Generic;
using Hal;

namespace Drivers;

// A builder of scatter lists that splits buffers at a device's segment limit. Each segment is a share of its own; Build hands the list
// over, and a builder that is not built ends what it has.
internal sealed class SegmentList<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly List<Shared<THal>> _segments;

    internal SegmentList(List<Shared<THal>> segments) => _segments = segments;

    public IReadOnlyList<Shared<THal>> Segments => _segments;

    public void Dispose()
    {
        foreach (Shared<THal> segment in _segments)
        {
            segment.Unshare();
        }

        _segments.Clear();
    }
}

internal sealed class SegmentBuilder<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly int _limit;
    private readonly BufferDirection _direction;
    private List<Shared<THal>> _pending = [];

    public SegmentBuilder(int limit, BufferDirection direction)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        _limit = limit;
        _direction = direction;
    }

    public SegmentBuilder<THal> Add(DmaBuffer buffer)
    {
        for (int offset = 0; offset < buffer.Length; offset += _limit)
        {
            DmaBuffer part = buffer.Slice(offset, Math.Min(_limit, buffer.Length - offset));
            _pending.Add(new Shared<THal>(part, _direction));
        }

        return this;
    }

    public SegmentList<THal> Build()
    {
        var list = new SegmentList<THal>(_pending);
        _pending = [];
        return list;
    }

    public void Dispose()
    {
        foreach (Shared<THal> segment in _pending)
        {
            segment.Unshare();
        }

        _pending.Clear();
    }
}
