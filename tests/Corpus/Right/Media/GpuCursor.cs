using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A cursor image in DMA memory: two images, of which one is shown and the other drawn.</summary>
public sealed unsafe class GpuCursor<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Side = 64;
    private const int Bytes = Side * Side * 4;

    private readonly MmioRegion _registers;
    private readonly Dma<THal>[] _images = new Dma<THal>[2];
    private int _shown;

    public GpuCursor(MmioRegion registers)
    {
        _registers = registers;
        _images[0] = new Dma<THal>(HalConstants.PagesFor(Bytes), DriverToDevice);
        try
        {
            _images[1] = new Dma<THal>(HalConstants.PagesFor(Bytes), DriverToDevice);
        }
        catch
        {
            _images[0].Dispose();
            throw;
        }
    }

    public void Draw(Func<int, int, uint> pixel)
    {
        int hidden = 1 - _shown;
        uint* pixels = _images[hidden].Pointer<uint>(0);
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                pixels[(y * Side) + x] = pixel(x, y);
            }
        }

        _registers.Write64(0x80, _images[hidden].Paddr.Value);
        _shown = hidden;
    }

    public void Dispose()
    {
        _registers.Write64(0x80, 0);
        Array.ForEach(_images, image => image.Dispose());
    }
}
