using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (wil6210, mwl8k): the native memory goes back to the heap while it is still shared for the device to write.
internal sealed unsafe class WigigEvent<THal>(Device device)
    where THal : struct, IHal
{
    private const int EventBytes = 2048;

    public int ReadEvent(Span<byte> into)
    {
        var memory = (byte*)NativeMemory.AllocZeroed(EventBytes);
        var buffer = new DmaBuffer(memory, EventBytes);
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        if (!device.Submit(address, EventBytes) || !device.Wait(20))
        {
            device.Reset();
            NativeMemory.Free(memory); //! HAL1008
            THal.Unshare(address, buffer, DeviceToDriver);
            return 0;
        }

        THal.Unshare(address, buffer, DeviceToDriver);
        int length = Math.Min(into.Length, EventBytes);
        buffer.AsReadOnlySpan()[..length].CopyTo(into);
        NativeMemory.Free(memory);
        return length;
    }
}
