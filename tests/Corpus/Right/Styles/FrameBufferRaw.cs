using System;
using Hal;

public sealed unsafe class FrameBufferRaw<THal> where THal : struct, IHal
{
    private readonly nuint _pages;
    private PhysAddr _paddr;
    private byte* _vaddr;

    public FrameBufferRaw(int width, int height)
    {
        _pages = HalConstants.PagesFor((nuint)(width * height * 4));
        (_paddr, _vaddr) = THal.DmaAlloc(_pages, BufferDirection.DriverToDevice);
        if (_paddr == default)
        {
            throw new DmaException("no memory for a frame");
        }

        new Span<uint>(_vaddr, width * height).Fill(0xff);
    }

    public PhysAddr Line(int y, int stride) => _paddr + (y * stride);

    public void Free()
    {
        if (_vaddr != null)
        {
            int status = THal.DmaDealloc(_paddr, _vaddr, _pages);
            _vaddr = null;
            _paddr = default;
            if (status != 0)
            {
                throw new DmaException($"not freed: {status}");
            }
        }
    }
}
