using System.Runtime.InteropServices;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Arrays on the pinned heap stay where they are; `fixed` may end.
public sealed unsafe class GcAllocatedPinned<THal>(Device device)
    where THal : struct, IHal
{
    private readonly byte[] _array = GC.AllocateArray<byte>(4096, pinned: true);

    public byte Read()
    {
        DmaBuffer buffer;
        fixed (byte* pointer = _array)
        {
            buffer = new DmaBuffer(pointer, _array.Length);
        }

        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        device.Program(paddr, buffer.Length);
        device.Wait(10);
        THal.Unshare(paddr, buffer, DeviceToDriver);
        return _array[0];
    }

    public byte ReadFresh()
    {
        byte[] fresh = GC.AllocateUninitializedArray<byte>(512, pinned: true);
        var buffer = new DmaBuffer((byte*)Marshal.UnsafeAddrOfPinnedArrayElement(fresh, 0), 512);
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        device.Program(paddr, buffer.Length);
        device.Wait(10);
        THal.Unshare(paddr, buffer, DeviceToDriver);
        GC.KeepAlive(fresh);
        return fresh[0];
    }
}
