using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Memory that the drive borrows: as large chunks as can be had, halved until it works or is too small.</summary>
public sealed unsafe class HostMemory<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Mailbox _admin;
    private readonly List<(PhysAddr Address, nint Pointer, nuint Pages)> _chunks = [];
    private Dma<THal>? _table;

    public HostMemory(Mailbox admin) => _admin = admin;

    public bool Allocate(ulong preferred, ulong minimum)
    {
        const ulong Floor = 2 * HalConstants.PageSize;
        for (ulong chunk = Math.Min(preferred, 4UL << 20); chunk >= Floor; chunk /= 2)
        {
            if (TryAllocate(preferred, chunk, out ulong size))
            {
                if (size >= minimum)
                {
                    return true;
                }

                Free();
            }
        }

        return false;
    }

    private bool TryAllocate(ulong preferred, ulong chunk, out ulong size)
    {
        for (size = 0; size < preferred; size += chunk)
        {
            nuint pages = HalConstants.PagesFor((nuint)Math.Min(chunk, preferred - size));
            var (address, pointer) = THal.DmaAlloc(pages, BufferDirection.Both);
            if (address == default)
            {
                break;
            }

            _chunks.Add((address, (nint)pointer, pages));
        }

        return size != 0;
    }

    private void Free()
    {
        for (int i = _chunks.Count - 1; i >= 0; i--)
        {
            (PhysAddr address, nint pointer, nuint pages) = _chunks[i];
            if (THal.DmaDealloc(address, (byte*)pointer, pages) != 0)
            {
                Log.Info($"chunk {i} was not given back");
            }
        }

        _chunks.Clear();
    }

    public int Enable()
    {
        _table ??= new Dma<THal>(HalConstants.PagesFor((nuint)(_chunks.Count * 16)), BufferDirection.DriverToDevice);
        for (int i = 0; i < _chunks.Count; i++)
        {
            ulong* row = _table.Pointer<ulong>((nuint)(i * 16));
            row[0] = _chunks[i].Address.Value;
            row[1] = _chunks[i].Pages;
        }

        return _admin.Execute(0x0D, _table.Paddr);
    }

    public void Dispose()
    {
        if (_admin.Execute(0x8D, default) == 0)
        {
            _table?.Dispose();
            Free();
            return;
        }

        _table?.Abandon();
        foreach ((PhysAddr address, _, _) in _chunks)
        {
            DmaOwnership.Abandon<THal>(address);
        }

        _chunks.Clear();
    }
}
