using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (rtwn): the loop copies the next chunk while the share of the staging buffer is still open.
internal sealed class BlockLoader<THal>(Device radio, FirmwareFile file)
    where THal : struct, IHal
{
    public bool Load(PinnedBuffer staging)
    {
        DmaBuffer block = staging.Buffer;
        var chunk = new byte[block.Length];
        file.CopyChunk(0, block.AsSpan());
        var share = new Shared<THal>(block, DriverToDevice);
        try
        {
            for (int next = 1; radio.Submit(share.Paddr, block.Length) && radio.Wait(50); next++)
            {
                if (next == file.Chunks)
                {
                    return true;
                }

                file.CopyChunk(next, chunk);
                chunk.CopyTo(block.AsSpan()); //! HAL1007
            }

            radio.Reset();
            return false;
        }
        finally
        {
            share.Unshare();
        }
    }
}
