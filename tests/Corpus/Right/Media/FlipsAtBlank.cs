using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Double buffering: the frame that was drawn is flipped to the screen at the next vertical blank. Two regions swap their parts; each is
// given back once, and when the second cannot be had the first is too.
public sealed class FlipChain<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _crtc;
    private readonly InterruptLine _blank;
    private readonly AutoResetEvent _flipped = new(false);
    private Dma<THal> _front;
    private Dma<THal> _back;

    public FlipChain(Device crtc, InterruptLine blank, nuint bytes)
    {
        _crtc = crtc;
        _blank = blank;
        nuint pages = HalConstants.PagesFor(bytes);
        _front = new Dma<THal>(pages, BufferDirection.DriverToDevice);
        try
        {
            _back = new Dma<THal>(pages, BufferDirection.DriverToDevice);
        }
        catch (DmaException)
        {
            _front.Dispose();
            throw;
        }

        if (!_blank.TryAttach(() => _flipped.Set()))
        {
            _back.Dispose();
            _front.Dispose();
            throw new DeviceException("The interrupt of the display is taken.");
        }

        _crtc.Program(_front.Paddr, (int)_front.Length);
    }

    public Span<byte> Drawing => _back.AsSpan();

    public bool Flip()
    {
        _flipped.Reset();
        _crtc.Program(_back.Paddr, (int)_back.Length);
        if (!_flipped.WaitOne(100))
        {
            _crtc.Program(_front.Paddr, (int)_front.Length);
            return false;
        }

        (_front, _back) = (_back, _front);
        return true;
    }

    public void Dispose()
    {
        _crtc.Reset();
        _blank.Detach();
        _back.Dispose();
        _front.Dispose();
        _flipped.Dispose();
    }
}
