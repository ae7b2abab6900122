using System.Runtime.CompilerServices;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Addresses behind references, pointers to locals and spans over them.
public sealed unsafe class RefsAndPointersToAddresses<THal>(Device device)
    where THal : struct, IHal
{
    private PhysAddr _first;
    private PhysAddr _second;

    private ref PhysAddr Slot(bool second) => ref second ? ref _second : ref _first;

    public void Set(bool second, DmaBuffer buffer)
    {
        ref PhysAddr slot = ref Slot(second);
        slot = THal.Share(buffer, Both);
        device.Program(slot, buffer.Length);
    }

    public void Clear(bool second, DmaBuffer buffer)
    {
        ref PhysAddr slot = ref Slot(second);
        THal.Unshare(slot, buffer, Both);
        slot = default;
    }

    private static void ShareInto(DmaBuffer buffer, ref PhysAddr into) => into = THal.Share(buffer, Both);

    private static void ShareIntoPointer(DmaBuffer buffer, PhysAddr* into) => *into = THal.Share(buffer, Both);

    public int Run(DmaBuffer first, DmaBuffer second)
    {
        PhysAddr a = default;
        ShareInto(first, ref a);
        PhysAddr b;
        ShareIntoPointer(second, &b);
        Span<PhysAddr> both = [a, b];
        int status = 0;
        foreach (ref PhysAddr paddr in both)
        {
            status |= device.Start(paddr, 16);
        }

        device.Reset();
        THal.Unshare(both[1], second, Both);
        THal.Unshare(a, first, Both);
        return status;
    }

    public int ByUnsafe(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, Both);
        ref ulong raw = ref Unsafe.As<PhysAddr, ulong>(ref paddr);
        device.WriteRegister(4, raw);
        device.Reset();
        THal.Unshare(Unsafe.As<ulong, PhysAddr>(ref raw), buffer, Both);
        return buffer.Length;
    }
}
