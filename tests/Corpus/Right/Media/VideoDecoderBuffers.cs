using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A video decoder with reference frames: a decoded frame stays with the device as long as another one needs it. Frames are counted; the
// last reference ends the share and puts the memory back to the free ones.
public sealed class DecoderFrames<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _decoder;
    private readonly Stack<PinnedBuffer> _free = new();
    private readonly List<Frame> _live = new();

    public DecoderFrames(Device decoder, int frames, int frameBytes)
    {
        _decoder = decoder;
        for (int i = 0; i < frames; i++)
        {
            _free.Push(new PinnedBuffer(frameBytes));
        }
    }

    public Frame? Begin()
    {
        if (!_free.TryPop(out PinnedBuffer? memory))
        {
            return null;
        }

        Frame frame;
        try
        {
            frame = new Frame(memory, new Shared<THal>(memory.Buffer, BufferDirection.Both));
        }
        catch (DmaException)
        {
            _free.Push(memory);
            return null;
        }

        _live.Add(frame);
        _decoder.Program(frame.Share.Paddr, memory.Buffer.Length);
        return frame;
    }

    public void AddReference(Frame frame) => frame.References++;

    public void Release(Frame frame)
    {
        if (--frame.References == 0)
        {
            _live.Remove(frame);
            End(frame);
        }
    }

    public void Dispose()
    {
        _decoder.Reset();
        _live.ForEach(End);
        _live.Clear();
        while (_free.TryPop(out PinnedBuffer? memory))
        {
            memory.Dispose();
        }
    }

    private void End(Frame frame)
    {
        frame.Share.Unshare();
        _free.Push(frame.Memory);
    }

    public sealed class Frame
    {
        internal Frame(PinnedBuffer memory, Shared<THal> share) => (Memory, Share) = (memory, share);

        internal int References { get; set; } = 1;

        internal PinnedBuffer Memory { get; }

        internal Shared<THal> Share { get; }
    }
}
