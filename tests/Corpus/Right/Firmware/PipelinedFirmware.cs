using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Sends a firmware file in chunks with up to four chunks under way. A chunk's memory is filled again only after its share ended; an
// error stops the device and ends all that are under way.
public sealed class PipelinedFirmware<THal>(Device target, FirmwareFile file)
    where THal : struct, IHal
{
    private const int Depth = 4;
    private const int ChunkBytes = 2048;

    public bool Send()
    {
        using var memory = new PinnedBuffer(Depth * ChunkBytes);
        var flying = new Queue<(PhysAddr Address, DmaBuffer Chunk)>(Depth);
        bool good = true;
        try
        {
            for (int i = 0; i < file.Chunks && good; i++)
            {
                if (flying.Count == Depth)
                {
                    good = FinishOldest(flying);
                    if (!good)
                    {
                        break;
                    }
                }

                int length = Math.Clamp(file.LengthOf(i), 1, ChunkBytes);
                DmaBuffer chunk = memory.Buffer.Slice(i % Depth * ChunkBytes, length);
                file.CopyChunk(i, chunk.AsSpan());
                PhysAddr address = THal.Share(chunk, DriverToDevice);
                flying.Enqueue((address, chunk));
                good = target.Submit(address, length);
            }

            while (good && flying.Count > 0)
            {
                good = FinishOldest(flying);
            }
        }
        finally
        {
            if (flying.Count > 0)
            {
                target.Reset();
            }

            while (flying.TryDequeue(out var left))
            {
                THal.Unshare(left.Address, left.Chunk, DriverToDevice);
            }
        }

        return good;
    }

    private bool FinishOldest(Queue<(PhysAddr Address, DmaBuffer Chunk)> flying)
    {
        if (!target.Wait(1000))
        {
            return false;
        }

        var (address, chunk) = flying.Dequeue();
        THal.Unshare(address, chunk, DriverToDevice);
        return true;
    }
}
