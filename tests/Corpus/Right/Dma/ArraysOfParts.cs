using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Three arrays with one index: address, pointer, pages. Freed from the end.</summary>
public sealed unsafe class PartTable<THal>
    where THal : struct, IHal
{
    private readonly ulong[] _address;
    private readonly nint[] _pointer;
    private readonly ushort[] _pages;
    private int _count;

    public PartTable(int capacity)
    {
        _address = new ulong[capacity];
        _pointer = new nint[capacity];
        _pages = new ushort[capacity];
    }

    public int Count => _count;

    public int Append(ushort pages)
    {
        if (_count == _address.Length || pages == 0)
        {
            return -1;
        }

        var (address, pointer) = THal.DmaAlloc(pages, BufferDirection.Both);
        if (address == default)
        {
            return -1;
        }

        int index = _count++;
        _address[index] = address.Value;
        _pointer[index] = (nint)pointer;
        _pages[index] = pages;
        return index;
    }

    public int AppendMany(ReadOnlySpan<ushort> sizes)
    {
        int before = _count;
        foreach (ushort size in sizes)
        {
            if (Append(size) < 0)
            {
                Truncate(before);
                return -1;
            }
        }

        return before;
    }

    public void Truncate(int count)
    {
        while (_count > count)
        {
            int last = --_count;
            int status = THal.DmaDealloc(new PhysAddr(_address[last]), (byte*)_pointer[last], _pages[last]);
            if (status != 0)
            {
                Log.Info($"part {last}: {status}");
            }

            _address[last] = 0;
        }
    }
}
