using System;
using System.Runtime.InteropServices;
using Hal;

namespace Drivers;

// A simple display: one frame buffer that is scanned out all the time. It is DMA memory of the size of the mode; pixels are bounded by
// the mode; scan-out stops before it goes.
public sealed class Display<THal> : IDisposable
    where THal : struct, IHal
{
    private const nuint AddressRegister = 0x10;
    private const nuint EnableRegister = 0x18;

    private readonly MmioRegion _registers;
    private Dma<THal>? _frame;

    public Display(PhysAddr bar) => _registers = MmioRegion.Map<THal>(bar, 0x1000);

    public int Width { get; private set; }

    public int Height { get; private set; }

    public bool SetMode(int width, int height)
    {
        if (width is <= 0 or > 8192 || height is <= 0 or > 8192)
        {
            return false;
        }

        nuint bytes = (nuint)width * (nuint)height * sizeof(uint);
        if (!Dma<THal>.TryCreate(HalConstants.PagesFor(bytes), BufferDirection.DriverToDevice, out Dma<THal>? frame))
        {
            return false;
        }

        Disable();
        _frame = frame;
        (Width, Height) = (width, height);
        _registers.Write64(AddressRegister, frame.Paddr.Value);
        _registers.Write32(EnableRegister, 1);
        return true;
    }

    public void FillRectangle(int left, int top, int width, int height, uint color)
    {
        if (_frame is null)
        {
            return;
        }

        Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(_frame.AsSpan());
        int right = Math.Min(left + width, Width);
        int bottom = Math.Min(top + height, Height);
        for (int y = Math.Max(top, 0); y < bottom; y++)
        {
            for (int x = Math.Max(left, 0); x < right; x++)
            {
                pixels[y * Width + x] = color;
            }
        }
    }

    public void Dispose() => Disable();

    private void Disable()
    {
        _registers.Write32(EnableRegister, 0);
        _frame?.Dispose();
        _frame = null;
        (Width, Height) = (0, 0);
    }
}
