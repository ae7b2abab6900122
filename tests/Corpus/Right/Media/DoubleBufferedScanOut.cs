using System;
using System.Runtime.InteropServices;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Double-buffered scan-out: the hardware shows one plane while the other is drawn; a flip swaps them.</summary>
public sealed class ScanOut<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly MmioRegion _display;
    private readonly int _stride;
    private Dma<THal> _front;
    private Dma<THal> _back;

    public ScanOut(MmioRegion display, int width, int height)
    {
        _display = display;
        _stride = width * 4;
        nuint pages = HalConstants.PagesFor((nuint)(_stride * height));
        _front = new Dma<THal>(pages, DriverToDevice);
        try
        {
            _back = new Dma<THal>(pages, DriverToDevice);
        }
        catch
        {
            _front.Dispose();
            throw;
        }

        _display.Write64(0x10, _front.Paddr.Value);
        _display.Write32(0x18, (uint)_stride);
        _display.Write32(0x00, 1);
    }

    public Span<uint> Row(int y) => MemoryMarshal.Cast<byte, uint>(_back.AsSpan().Slice(y * _stride, _stride));

    public void Flip()
    {
        _display.Write64(0x10, _back.Paddr.Value);
        while ((_display.Read32(0x1C) & 1) != 0)
        {
            Thread.SpinWait(50);
        }

        (_front, _back) = (_back, _front);
    }

    public void Dispose()
    {
        _display.Write32(0x00, 0);
        while ((_display.Read32(0x04) & 1) != 0)
        {
            Thread.Yield();
        }

        _front.Dispose();
        _back.Dispose();
    }
}
