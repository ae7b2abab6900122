using System;
using Devices;
using Hal;

namespace Drivers;

// A faster firmware loader: while the device takes one chunk, the next one is prepared in the other buffer. A buffer is written only
// while it is not shared; the share of the last chunk ends on every path.
public sealed class DoubleBufferedLoader<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly PinnedBuffer[] _buffers;

    public DoubleBufferedLoader(Device device, int chunkBytes)
    {
        _device = device;
        _buffers = new[] { new PinnedBuffer(chunkBytes), new PinnedBuffer(chunkBytes) };
    }

    public bool Load(FirmwareFile file)
    {
        Shared<THal> running = default;
        bool good = true;
        int turn = 0;
        try
        {
            for (int i = 0; i < file.Chunks && good; i++)
            {
                PinnedBuffer buffer = _buffers[turn];
                int length = Math.Min(file.LengthOf(i), buffer.Buffer.Length);
                if (length == 0)
                {
                    continue;
                }

                DmaBuffer chunk = buffer.Buffer.Slice(0, length);
                file.CopyChunk(i, chunk.AsSpan());
                good = Finish(ref running);
                if (good)
                {
                    turn ^= 1;
                    running = new Shared<THal>(chunk, BufferDirection.DriverToDevice);
                    good = _device.Submit(running.Paddr, length);
                }
            }

            good = Finish(ref running) && good;
        }
        finally
        {
            if (!good)
            {
                _device.Reset();
            }

            running.Unshare();
        }

        return good;
    }

    public void Dispose()
    {
        foreach (PinnedBuffer buffer in _buffers)
        {
            buffer.Dispose();
        }
    }

    // Waits for the chunk that is on its way, if there is one, and ends its share.
    private bool Finish(ref Shared<THal> running)
    {
        if (running.Buffer.IsEmpty)
        {
            return true;
        }

        if (!_device.Wait(500))
        {
            _device.Reset();
            running.Unshare();
            running = default;
            return false;
        }

        running.Unshare();
        running = default;
        return _device.Status == 0;
    }
}
