using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (wlcore): break leaves the loop before the chunk's share has ended.
internal sealed class ChunkUpload<THal>(FirmwareFile file, Mailbox boot)
    where THal : struct, IHal
{
    public int Upload(DmaBuffer staging)
    {
        int error = 0;
        int chunk = 0;
        while (chunk < file.Chunks)
        {
            DmaBuffer part = staging.Slice(0, Math.Min(staging.Length, 512));
            file.CopyChunk(chunk, part.AsSpan());
            PhysAddr address = THal.Share(part, DriverToDevice); //! HAL1002
            error = boot.Execute((uint)chunk, address);
            if (error < 0)
            {
                break;
            }

            THal.Unshare(address, part, DriverToDevice);
            chunk++;
        }

        Log.Info($"{chunk} chunks were taken");
        return error;
    }
}
