using System.Runtime.InteropServices;
using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A table of shares in native memory, by pointer.
public sealed unsafe class UnmanagedTable<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Shared<THal>* _slots;
    private readonly int _count;

    public UnmanagedTable(int count)
    {
        _slots = (Shared<THal>*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(Shared<THal>));
        _count = count;
    }

    public PhysAddr Set(int index, DmaBuffer buffer)
    {
        Clear(index);
        _slots[index] = new Shared<THal>(buffer, Both);
        return _slots[index].Paddr;
    }

    public void Clear(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_count);
        Shared<THal>* slot = _slots + index;
        if (slot->Paddr != default)
        {
            slot->Unshare();
            *slot = default;
        }
    }

    public void Dispose()
    {
        for (Shared<THal>* slot = _slots; slot < _slots + _count; slot++)
        {
            if (slot->Paddr != default)
            {
                slot->Unshare();
            }
        }

        NativeMemory.Free(_slots);
    }
}
