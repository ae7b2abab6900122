using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux i2c (sh_mobile): the bounce buffer is unmapped, copied out of and freed, in this order.
internal sealed unsafe class ShMobileI2c<THal>(Device bus)
    where THal : struct, IHal
{
    public bool Read(Span<byte> into)
    {
        if (into.IsEmpty)
        {
            return true;
        }

        var bounce = (byte*)NativeMemory.Alloc((nuint)into.Length);
        var buffer = new DmaBuffer(bounce, into.Length);
        PhysAddr paddr = THal.Share(buffer, BufferDirection.DeviceToDriver);
        bool done = bus.Submit(paddr, into.Length) && bus.Wait(100);
        if (!done)
        {
            bus.Reset();
            THal.Unshare(paddr, buffer, BufferDirection.DeviceToDriver);
            NativeMemory.Free(bounce);
            return false;
        }

        THal.Unshare(paddr, buffer, BufferDirection.DeviceToDriver);
        buffer.AsReadOnlySpan().CopyTo(into);
        NativeMemory.Free(bounce);
        return true;
    }
}
