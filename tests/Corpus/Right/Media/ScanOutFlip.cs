using System;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A display with two frame buffers and a page flip at the vertical blank.</summary>
public sealed class ScanOutFlip<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly MmioRegion _crtc;
    private Dma<THal>? _front;
    private Dma<THal>? _back;

    public ScanOutFlip(MmioRegion crtc, int width, int height)
    {
        _crtc = crtc;
        nuint pages = HalConstants.PagesFor((nuint)width * (nuint)height * 4);
        try
        {
            _front = new Dma<THal>(pages, DriverToDevice);
            _back = new Dma<THal>(pages, DriverToDevice);
            _crtc.Write64(0x20, _front.Paddr.Value);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Span<byte> Back => (_back ?? throw new ObjectDisposedException(nameof(ScanOutFlip<THal>))).AsSpan();

    public void Flip()
    {
        ObjectDisposedException.ThrowIf(_back is null, this);
        _crtc.Write64(0x20, _back.Paddr.Value);
        while ((_crtc.Read32(0x28) & 1) == 0)
        {
            Thread.SpinWait(100);
        }

        (_front, _back) = (_back, _front);
    }

    public void Resize(int width, int height)
    {
        nuint pages = HalConstants.PagesFor((nuint)width * (nuint)height * 4);
        var front = new Dma<THal>(pages, DriverToDevice);
        if (!Dma<THal>.TryCreate(pages, DriverToDevice, out Dma<THal>? back))
        {
            front.Dispose();
            throw new DmaException($"no memory for {width} by {height}");
        }

        _crtc.Write64(0x20, front.Paddr.Value);
        while ((_crtc.Read32(0x28) & 1) == 0)
        {
            Thread.SpinWait(100);
        }

        Dma<THal>? oldFront = _front;
        Dma<THal>? oldBack = _back;
        (_front, _back) = (front, back);
        oldBack?.Dispose();
        oldFront?.Dispose();
    }

    public void Dispose()
    {
        _crtc.Write64(0x20, 0);
        _back?.Dispose();
        _front?.Dispose();
        _front = _back = null;
    }
}
