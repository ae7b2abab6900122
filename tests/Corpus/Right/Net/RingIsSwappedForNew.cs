using System;
using Devices;
using Hal;

namespace Drivers;

// Changing the size of a descriptor ring while the interface is up, as ethtool asks for. The old ring is given back only after the
// device has the new one; if there is no new one, the old one stays.
public sealed unsafe class ResizableRing<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private Dma<THal> _memory;
    private int _entries;

    public ResizableRing(Device device, int entries)
    {
        _device = device;
        _entries = entries;
        _memory = new Dma<THal>(PagesFor(entries), BufferDirection.Both);
        _device.Program(_memory.Paddr, entries);
    }

    public int Entries => _entries;

    public bool Resize(int entries)
    {
        if (entries is < 16 or > 4096 || (entries & (entries - 1)) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(entries));
        }

        if (entries == _entries)
        {
            return true;
        }

        if (!Dma<THal>.TryCreate(PagesFor(entries), BufferDirection.Both, out Dma<THal>? larger))
        {
            return false;
        }

        _device.Reset();
        Dma<THal> old = _memory;
        _memory = larger;
        _entries = entries;
        _device.Program(larger.Paddr, entries);
        old.Dispose();
        return true;
    }

    public ref Descriptor At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_entries);
        return ref *_memory.Pointer<Descriptor>((nuint)index * (nuint)sizeof(Descriptor));
    }

    public void Dispose()
    {
        _device.Reset();
        _memory.Dispose();
    }

    private static nuint PagesFor(int entries) => HalConstants.PagesFor((nuint)entries * (nuint)sizeof(Descriptor));
}
