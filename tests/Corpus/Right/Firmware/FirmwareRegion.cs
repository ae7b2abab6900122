using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A firmware that wants its whole image in one region, which it keeps while it runs.</summary>
public sealed class FirmwareRegion<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private Dma<THal>? _image;

    public FirmwareRegion(Device device) => _device = device;

    public bool Boot(FirmwareFile file)
    {
        if (_image is not null || file.Length <= 0)
        {
            return false;
        }

        nuint pages = HalConstants.PagesFor((nuint)file.Length);
        if (!Dma<THal>.TryCreate(pages, DriverToDevice, out Dma<THal>? image))
        {
            return false;
        }

        int at = 0;
        for (int chunk = 0; chunk < file.Chunks; chunk++)
        {
            int length = file.LengthOf(chunk);
            file.CopyChunk(chunk, image.AsSpan().Slice(at, length));
            at += length;
        }

        _device.Program(image.Paddr, file.Length);
        _device.Kick();
        if (!_device.Wait(3000))
        {
            _device.Reset();
            image.Dispose();
            return false;
        }

        _image = image;
        return true;
    }

    public void Dispose()
    {
        _device.Reset();
        Interlocked.Exchange(ref _image, null)?.Dispose();
    }
}
