using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Makes a descriptor ring larger while the port is open; on failure the old ring goes on. The new memory replaces the old one only after
// the device took it, and the loser of the two is disposed.
public sealed unsafe class GrowingRing<THal>(VirtioTransport transport, int queue) : IDisposable
    where THal : struct, IHal
{
    private Dma<THal>? _memory;
    private int _entries;

    public int Entries => _entries;

    public bool Open(int entries) => Replace(entries);

    public bool Grow()
    {
        if (_memory is null || _entries >= 4096)
        {
            return false;
        }

        return Replace(_entries * 2);
    }

    public void Dispose()
    {
        if (_memory is { } memory)
        {
            transport.Reset();
            _memory = null;
            _entries = 0;
            memory.Dispose();
        }
    }

    private bool Replace(int entries)
    {
        nuint pages = HalConstants.PagesFor((nuint)(entries * sizeof(Descriptor)));
        if (!Dma<THal>.TryCreate(pages, Both, out Dma<THal>? larger))
        {
            return false;
        }

        for (int i = 0; i < entries; i++)
        {
            larger.Pointer<Descriptor>((nuint)(i * sizeof(Descriptor)))->Next = (ushort)((i + 1) % entries);
        }

        transport.Reset();
        if (!transport.SetQueue(queue, larger.Paddr, entries))
        {
            bool restored = _memory is null || transport.SetQueue(queue, _memory.Paddr, _entries);
            larger.Dispose();
            if (!restored)
            {
                Log.Info("the old ring was not taken back");
            }

            return false;
        }

        Dma<THal>? old = _memory;
        _memory = larger;
        _entries = entries;
        old?.Dispose();
        return true;
    }
}
