using Hal;

namespace Drivers;

/// <summary>Scratchpad pages of a controller: an array of addresses, the pages, and the way back over both.</summary>
public sealed unsafe class Scratchpad<THal>
    where THal : struct, IHal
{
    private Dma<THal>? _array;
    private (PhysAddr Address, nint Pointer)[]? _pages;

    public bool Allocate(int count, ulong* contextBase)
    {
        if (count == 0)
        {
            return true;
        }

        if (!Dma<THal>.TryCreate(HalConstants.PagesFor((nuint)count * 8), BufferDirection.DriverToDevice, out _array))
        {
            goto Fail;
        }

        _pages = new (PhysAddr, nint)[count];
        int i;
        for (i = 0; i < count; i++)
        {
            var (address, pointer) = THal.DmaAlloc(1, BufferDirection.Both);
            if (address == default)
            {
                goto FailPages;
            }

            _pages[i] = (address, (nint)pointer);
            _array.Pointer<ulong>(0)[i] = address.Value;
        }

        contextBase[0] = _array.Paddr.Value;
        return true;

    FailPages:
        for (i = i - 1; i >= 0; i--)
        {
            _ = THal.DmaDealloc(_pages[i].Address, (byte*)_pages[i].Pointer, 1);
        }

        _pages = null;
        _array.Dispose();
        _array = null;
    Fail:
        return false;
    }

    public void Free(ulong* contextBase)
    {
        if (_array is null || _pages is null)
        {
            return;
        }

        contextBase[0] = 0;
        foreach ((PhysAddr address, nint pointer) in _pages)
        {
            _ = THal.DmaDealloc(address, (byte*)pointer, 1);
        }

        _pages = null;
        _array.Dispose();
        _array = null;
    }
}
