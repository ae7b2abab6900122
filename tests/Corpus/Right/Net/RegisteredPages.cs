using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A list of pages that is registered with the device as a whole and given back as a whole.</summary>
public sealed class QueuePageList<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal>[] _pages;
    private readonly Mailbox _admin;
    private bool _registered;

    private QueuePageList(Mailbox admin, Dma<THal>[] pages)
    {
        _admin = admin;
        _pages = pages;
    }

    public PhysAddr this[int page] => _pages[page].Paddr;

    public static QueuePageList<THal>? Create(Mailbox admin, int count)
    {
        var pages = new Dma<THal>[count];
        int allocated = 0;
        for (; allocated < count; allocated++)
        {
            if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? page))
            {
                break;
            }

            pages[allocated] = page;
        }

        if (allocated == count)
        {
            return new QueuePageList<THal>(admin, pages);
        }

        for (int i = 0; i < allocated; i++)
        {
            pages[i].Dispose();
        }

        return null;
    }

    public int Register()
    {
        using var table = new Dma<THal>(HalConstants.PagesFor((nuint)_pages.Length * sizeof(ulong)), BufferDirection.DriverToDevice);
        Span<byte> bytes = table.AsSpan();
        for (int i = 0; i < _pages.Length; i++)
        {
            BitConverter.TryWriteBytes(bytes.Slice(i * sizeof(ulong), sizeof(ulong)), _pages[i].Paddr.Value);
        }

        int error = _admin.Execute(0x3, table.Paddr);
        _registered = error == 0;
        return error;
    }

    public void Dispose()
    {
        if (_registered && _admin.Execute(0x4, default) != 0)
        {
            foreach (Dma<THal> page in _pages)
            {
                page.Abandon();
            }

            return;
        }

        foreach (Dma<THal> page in _pages)
        {
            page.Dispose();
        }
    }
}
