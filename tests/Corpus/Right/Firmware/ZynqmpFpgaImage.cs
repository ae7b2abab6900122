using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (zynqmp-fpga): the memory is given back whether or not the load succeeded.
internal sealed class BitstreamLoader<THal>(Mailbox security, FirmwareFile file)
    where THal : struct, IHal
{
    public bool Load()
    {
        nuint pages = HalConstants.PagesFor((nuint)Math.Max(file.Length, 1));
        if (!Dma<THal>.TryCreate(pages, DriverToDevice, out Dma<THal>? image))
        {
            return false;
        }

        Span<byte> rest = image.AsSpan();
        for (int chunk = 0; chunk < file.Chunks; chunk++)
        {
            int length = file.LengthOf(chunk);
            file.CopyChunk(chunk, rest[..length]);
            rest = rest[length..];
        }

        bool loaded = file.Verified && security.Execute(0x16, image.Paddr) == 0;
        return image.Deallocate() == 0 && loaded;
    }
}
