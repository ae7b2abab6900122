using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux drm (tegra, vic): a firmware that does not verify is rejected and its memory leaks.
public sealed class VicFirmware<THal>(Device vic) : IDisposable
    where THal : struct, IHal
{
    private Dma<THal>? _image;

    public void Load(FirmwareFile file)
    {
        if (_image is not null)
        {
            return;
        }

        var image = new Dma<THal>(HalConstants.PagesFor((nuint)file.Length), DriverToDevice); //! HAL2002
        int offset = 0;
        for (int chunk = 0; chunk < file.Chunks; chunk++)
        {
            int length = file.LengthOf(chunk);
            file.CopyChunk(chunk, image.AsSpan().Slice(offset, length));
            offset += length;
        }

        if (!file.Verified)
        {
            throw new DeviceException("The firmware's signature is wrong.");
        }

        vic.Program(image.Paddr, file.Length);
        _image = image;
    }

    public void Dispose()
    {
        vic.Reset();
        _image?.Dispose();
        _image = null;
    }
}
