using System;
using System.Runtime.CompilerServices;

namespace Hal;

/// <summary>
/// The last releases, so that a second release is told from one of an address that never was. The newest <see cref="Capacity"/> are
/// remembered; an older one is taken for unknown. Only searched when a release is wrong. Not thread-safe: the ledger's lock guards it.
/// </summary>
internal sealed class EndedRing
{
    private const int Capacity = 4096;
    private Hold[] _holds = new Hold[16];
    private int _next;
    private int _count;

    public void Add(in Hold hold)
    {
        if (_next == _holds.Length)
        {
            if (_holds.Length < Capacity)
            {
                Array.Resize(ref _holds, _holds.Length * 2);
            }
            else
            {
                _next = 0;
            }
        }

        _holds[_next++] = hold;
        _count = Math.Max(_count, _next);
    }

    /// <summary>The newest one of a kind with an address; a null reference where there is none.</summary>
    public ref Hold Find(HeldKind kind, PhysAddr paddr)
    {
        for (int age = 0; age < _count; age++)
        {
            ref Hold hold = ref Newest(age);
            if (hold.Kind == kind && hold.Paddr == paddr)
            {
                return ref hold;
            }
        }

        return ref Unsafe.NullRef<Hold>();
    }

    /// <summary>The newest share of a buffer; a null reference where there is none.</summary>
    public unsafe ref Hold Find(DmaBuffer buffer)
    {
        for (int age = 0; age < _count; age++)
        {
            ref Hold hold = ref Newest(age);
            if (hold.Kind == HeldKind.Share && hold.Vaddr == buffer.Pointer && hold.Length == (nuint)(uint)buffer.Length)
            {
                return ref hold;
            }
        }

        return ref Unsafe.NullRef<Hold>();
    }

    private ref Hold Newest(int age)
    {
        int index = _next - 1 - age;
        return ref _holds[index < 0 ? index + _count : index];
    }
}
