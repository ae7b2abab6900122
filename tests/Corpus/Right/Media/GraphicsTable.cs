using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A graphics translation table: scattered pages of an object are mapped and entered one after the other. An object's pages are a list of
// shares; Unbind clears the entries, flushes, and then ends each share.
public sealed class GraphicsObject<THal>
    where THal : struct, IHal
{
    internal List<Shared<THal>> Pages { get; } = new();

    internal int First { get; set; } = -1;
}

public sealed class GraphicsTable<THal>
    where THal : struct, IHal
{
    private const ulong Present = 1;

    private readonly MmioRegion _entries;
    private readonly Device _gpu;
    private int _next;

    public GraphicsTable(PhysAddr aperture, nuint bytes, Device gpu)
    {
        _entries = MmioRegion.Map<THal>(aperture, bytes);
        _gpu = gpu;
    }

    public void Bind(GraphicsObject<THal> target, IReadOnlyList<DmaBuffer> pages)
    {
        if (target.First >= 0)
        {
            throw new InvalidOperationException("The object is bound already.");
        }

        if ((nuint)(_next + pages.Count) * sizeof(ulong) > _entries.Size)
        {
            throw new DmaException("The aperture is full.");
        }

        target.First = _next;
        _next += pages.Count;
        try
        {
            foreach (DmaBuffer page in pages)
            {
                var share = new Shared<THal>(page, BufferDirection.Both);
                target.Pages.Add(share);
                Write(target.First + target.Pages.Count - 1, share.Paddr.Value | Present);
            }
        }
        catch (DmaException)
        {
            Unbind(target);
            throw;
        }
    }

    public void Unbind(GraphicsObject<THal> target)
    {
        for (int i = 0; i < target.Pages.Count; i++)
        {
            Write(target.First + i, 0);
        }

        _gpu.WriteRegister(0x2170, 1);
        if (!_gpu.Wait(100))
        {
            _gpu.Reset();
        }

        foreach (Shared<THal> share in target.Pages)
        {
            share.Unshare();
        }

        target.Pages.Clear();
        target.First = -1;
    }

    private void Write(int index, ulong value) => _entries.Write64((nuint)index * sizeof(ulong), value);
}
