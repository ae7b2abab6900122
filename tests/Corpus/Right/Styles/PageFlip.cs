using System;
using System.Runtime.InteropServices;
using Hal;

/// <summary>Two frame buffers, flipped: one is scanned out while the other is drawn.</summary>
public sealed unsafe class PageFlip<THal> : IDisposable where THal : struct, IHal
{
    private readonly Dma<THal>[] _frames = new Dma<THal>[2];
    private readonly MmioRegion _regs;
    private int _front;

    public PageFlip(PhysAddr bar, int width, int height)
    {
        _regs = MmioRegion.Map<THal>(bar, 0x100);
        nuint pages = HalConstants.PagesFor((nuint)(width * height * 4));
        try
        {
            for (int i = 0; i < _frames.Length; i++)
            {
                _frames[i] = new Dma<THal>(pages, BufferDirection.DriverToDevice);
            }
        }
        catch
        {
            foreach (Dma<THal>? frame in _frames)
            {
                frame?.Dispose();
            }

            throw;
        }
    }

    public void Draw(Action<int, int> plot)
    {
        Dma<THal> back = _frames[1 - _front];
        Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(back.AsSpan());
        pixels.Fill(0xff00_0000);
        plot(0, 0);
        _regs.Write32(0x10, (uint)back.Paddr.Value);
        _regs.Write32(0x14, (uint)(back.Paddr.Value >> 32));
        _regs.Write32(0x18, 1);
        _front = 1 - _front;
    }

    public void Dispose()
    {
        _regs.Write32(0x18, 0);
        _frames[0].Dispose();
        _frames[1].Dispose();
    }
}
