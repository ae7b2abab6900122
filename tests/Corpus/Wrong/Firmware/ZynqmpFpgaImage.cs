using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (zynqmp-fpga): && leaves the release to the successful load.
internal sealed class BitstreamLoader<THal>(Mailbox security, FirmwareFile file)
    where THal : struct, IHal
{
    public bool Load()
    {
        nuint pages = HalConstants.PagesFor((nuint)Math.Max(file.Length, 1));
        if (!Dma<THal>.TryCreate(pages, DriverToDevice, out Dma<THal>? image)) //! HAL2002
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

        return file.Verified
            && security.Execute(0x16, image.Paddr) == 0
            && image.Deallocate() == 0;
    }
}
