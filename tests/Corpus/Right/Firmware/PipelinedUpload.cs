using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Firmware goes up in chunks with two in flight: the chunk before the last is waited for. The two live shares are in a small queue; the
// rest is drained or, after an error, ended behind a terminate.
public sealed class PipelinedUpload<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine;
    private readonly PhysAddr _codeMemory;

    public PipelinedUpload(DmaEngine engine, PhysAddr codeMemory)
    {
        _engine = engine;
        _codeMemory = codeMemory;
    }

    public bool Upload(DmaBuffer image, int chunkBytes)
    {
        var inFlight = new Queue<(int Cookie, Shared<THal> Chunk)>(2);
        bool good = true;
        try
        {
            for (int offset = 0; good && offset < image.Length; offset += chunkBytes)
            {
                if (inFlight.Count == 2)
                {
                    good = FinishOldest(inFlight);
                }

                if (good)
                {
                    DmaBuffer part = image.Slice(offset, Math.Min(chunkBytes, image.Length - offset));
                    var chunk = new Shared<THal>(part, DriverToDevice);
                    int cookie = _engine.Submit(chunk.Paddr, _codeMemory + offset, part.Length);
                    if (cookie < 0)
                    {
                        chunk.Unshare();
                        good = false;
                    }
                    else
                    {
                        inFlight.Enqueue((cookie, chunk));
                    }
                }
            }

            while (good && inFlight.Count > 0)
            {
                good = FinishOldest(inFlight);
            }
        }
        finally
        {
            if (inFlight.Count > 0)
            {
                _engine.Terminate();
                while (inFlight.TryDequeue(out var left))
                {
                    left.Chunk.Unshare();
                }
            }
        }

        return good;
    }

    private bool FinishOldest(Queue<(int Cookie, Shared<THal> Chunk)> inFlight)
    {
        if (!_engine.WaitFor(inFlight.Peek().Cookie, 100))
        {
            return false;
        }

        inFlight.Dequeue().Chunk.Unshare();
        return true;
    }
}
