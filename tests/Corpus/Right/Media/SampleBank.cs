using System;
using System.IO;
using Devices;
using Hal;

namespace Drivers;

// Like wavetable synthesizers: a bank of samples is uploaded chunk by chunk with two buffers in turn. A chunk's transfer is waited for
// before its buffer is filled again, the last two after the loop.
public sealed class SampleBankLoader<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private const int ChunkBytes = 8192;

    public bool Load(Stream bank, PhysAddr synthesizer)
    {
        using var even = new Lane(engine);
        using var odd = new Lane(engine);
        ulong offset = 0;
        for (Lane lane = even; ; lane = ReferenceEquals(lane, even) ? odd : even)
        {
            if (!lane.WaitFree())
            {
                return false;
            }

            int read = bank.ReadAtLeast(lane.Space, ChunkBytes, throwOnEndOfStream: false);
            if (read == 0)
            {
                return even.WaitFree() & odd.WaitFree();
            }

            if (!lane.Send(read, synthesizer + offset))
            {
                return false;
            }

            offset += (ulong)read;
        }
    }

    private sealed class Lane(DmaEngine engine) : IDisposable
    {
        private readonly PinnedBuffer _memory = new(ChunkBytes);
        private Shared<THal>? _sending;
        private int _cookie;

        public Span<byte> Space => _memory.Buffer.AsSpan();

        public bool Send(int length, PhysAddr target)
        {
            var share = new Shared<THal>(_memory.Buffer.Slice(0, length), BufferDirection.DriverToDevice);
            _cookie = engine.Submit(share.Paddr, target, length);
            if (_cookie < 0)
            {
                share.Unshare();
                return false;
            }

            _sending = share;
            return true;
        }

        public bool WaitFree()
        {
            if (_sending is not { } share)
            {
                return true;
            }

            bool done = engine.WaitFor(_cookie, 1000);
            if (!done)
            {
                engine.Terminate();
            }

            _sending = null;
            share.Unshare();
            return done;
        }

        public void Dispose()
        {
            WaitFree();
            _memory.Dispose();
        }
    }
}
