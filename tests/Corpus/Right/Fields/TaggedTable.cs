using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>One table for resources of several kinds: a tag says how each is given back.</summary>
public sealed unsafe class ResourceTable<THal> : IDisposable
    where THal : struct, IHal
{
    private enum Kind : byte
    {
        Empty,
        ReadShare,
        WriteShare,
        SharedBoth,
        Pages,
    }

    private struct Row
    {
        public Kind Kind;
        public PhysAddr Address;
        public byte* Memory;
        public int Size;
    }

    private Row[] _rows = new Row[16];

    public int AddShare(DmaBuffer buffer, BufferDirection direction)
    {
        int index = FindEmpty();
        _rows[index] = new Row
        {
            Address = THal.Share(buffer, direction),
            Memory = buffer.Pointer,
            Size = buffer.Length,
            Kind = direction switch
            {
                DriverToDevice => Kind.ReadShare,
                DeviceToDriver => Kind.WriteShare,
                _ => Kind.SharedBoth,
            },
        };
        return index;
    }

    public int AddPages(int pages)
    {
        DmaAllocation memory = THal.DmaAlloc((nuint)pages, Both);
        if (memory.Paddr == default)
        {
            return -1;
        }

        int index = FindEmpty();
        _rows[index] = new Row { Kind = Kind.Pages, Address = memory.Paddr, Memory = memory.Vaddr, Size = pages };
        return index;
    }

    public void Release(int index)
    {
        Row row = _rows[index];
        _rows[index] = default;
        switch (row.Kind)
        {
            case Kind.Empty:
                return;
            case Kind.Pages:
                int status = THal.DmaDealloc(row.Address, row.Memory, (nuint)row.Size);
                if (status != 0)
                {
                    throw new DmaException($"status {status}");
                }

                return;
            case Kind.ReadShare:
                THal.Unshare(row.Address, new DmaBuffer(row.Memory, row.Size), DriverToDevice);
                return;
            case Kind.WriteShare:
                THal.Unshare(row.Address, new DmaBuffer(row.Memory, row.Size), DeviceToDriver);
                return;
            case Kind.SharedBoth:
                THal.Unshare(row.Address, new DmaBuffer(row.Memory, row.Size), Both);
                return;
        }
    }

    public void Dispose()
    {
        for (int i = 0; i < _rows.Length; i++)
        {
            Release(i);
        }
    }

    private int FindEmpty()
    {
        int index = Array.FindIndex(_rows, static row => row.Kind == Kind.Empty);
        if (index < 0)
        {
            index = _rows.Length;
            Array.Resize(ref _rows, index * 2);
        }

        return index;
    }
}
