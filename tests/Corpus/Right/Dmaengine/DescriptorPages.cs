using System;
using System.Collections.Generic;
using Hal;

namespace Drivers;

/// <summary>Descriptors come from pages that are added as needed, and go back to a free list.</summary>
public sealed unsafe class DescriptorCache<THal> : IDisposable
    where THal : struct, IHal
{
    public const int EntryBytes = 128;

    public readonly record struct Handle(int Page, int Index);

    private readonly List<Dma<THal>> _pages = [];
    private readonly Queue<Handle> _free = new();

    public bool TryRent(out Handle handle)
    {
        if (_free.TryDequeue(out handle))
        {
            return true;
        }

        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? page))
        {
            return false;
        }

        _pages.Add(page);
        for (int i = 1; i < HalConstants.PageSize / EntryBytes; i++)
        {
            _free.Enqueue(new Handle(_pages.Count - 1, i));
        }

        handle = new Handle(_pages.Count - 1, 0);
        return true;
    }

    public PhysAddr Address(Handle handle) => _pages[handle.Page].PaddrAt((nuint)(handle.Index * EntryBytes));

    public Span<byte> Bytes(Handle handle) => _pages[handle.Page].AsSpan().Slice(handle.Index * EntryBytes, EntryBytes);

    public void Return(Handle handle)
    {
        Bytes(handle).Clear();
        _free.Enqueue(handle);
    }

    /// <summary>To be called when no descriptor is with the engine.</summary>
    public void Dispose()
    {
        foreach (Dma<THal> page in _pages)
        {
            page.Dispose();
        }

        _pages.Clear();
        _free.Clear();
    }
}
