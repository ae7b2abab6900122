using System.Collections.Generic;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Reference frames of a decoder: shared while anybody refers to them.</summary>
public sealed class DecoderFrames<THal>
    where THal : struct, IHal
{
    private sealed class Frame
    {
        public required PhysAddr Paddr { get; init; }

        public required DmaBuffer Memory { get; init; }

        public int References { get; set; } = 1;
    }

    private readonly Dictionary<int, Frame> _frames = [];

    public PhysAddr Acquire(int id, DmaBuffer memory)
    {
        if (_frames.TryGetValue(id, out Frame? existing))
        {
            existing.References++;
            return existing.Paddr;
        }

        var frame = new Frame { Paddr = THal.Share(memory, Both), Memory = memory };
        _frames.Add(id, frame);
        return frame.Paddr;
    }

    public void Release(int id)
    {
        if (!_frames.TryGetValue(id, out Frame? frame))
        {
            throw new KeyNotFoundException($"frame {id} is not held");
        }

        if (--frame.References == 0)
        {
            _frames.Remove(id);
            THal.Unshare(frame.Paddr, frame.Memory, Both);
        }
    }

    public void Flush()
    {
        foreach (Frame frame in _frames.Values)
        {
            THal.Unshare(frame.Paddr, frame.Memory, Both);
        }

        _frames.Clear();
    }
}
