using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// The scratchpad buffers of a host controller: an array of addresses, and a page for each. When a page cannot be had, those before it
// and the array are given back; Release gives all back after a halt.
public sealed unsafe class Scratchpads<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _controller;
    private readonly Dma<THal> _array;
    private readonly List<Dma<THal>> _pages;

    private Scratchpads(Device controller, Dma<THal> array, List<Dma<THal>> pages)
    {
        _controller = controller;
        _array = array;
        _pages = pages;
    }

    public static Scratchpads<THal>? Create(Device controller, int count)
    {
        if (count is <= 0 or > 1023)
        {
            return null;
        }

        nuint arrayPages = HalConstants.PagesFor((nuint)count * sizeof(ulong));
        if (!Dma<THal>.TryCreate(arrayPages, BufferDirection.DriverToDevice, out Dma<THal>? array))
        {
            return null;
        }

        var pages = new List<Dma<THal>>(count);
        for (int i = 0; i < count; i++)
        {
            if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? page))
            {
                foreach (Dma<THal> made in pages)
                {
                    made.Dispose();
                }

                array.Dispose();
                return null;
            }

            pages.Add(page);
            *array.Pointer<ulong>((nuint)i * sizeof(ulong)) = page.Paddr.Value;
        }

        controller.Program(array.Paddr, count);
        return new Scratchpads<THal>(controller, array, pages);
    }

    public void Dispose()
    {
        _controller.Reset();
        for (int i = _pages.Count - 1; i >= 0; i--)
        {
            _pages[i].Dispose();
        }

        _pages.Clear();
        _array.Dispose();
    }
}
