using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// A read into native memory of the method's own size, freed in the finally. The share ends before the memory is freed, on every way out.
public sealed unsafe class NativeScratch<THal>
    where THal : struct, IHal
{
    private readonly Device _device;

    public NativeScratch(Device device) => _device = device;

    public byte[] Read(int length)
    {
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)length, 64);
        try
        {
            var buffer = new DmaBuffer(memory, length);
            buffer.AsSpan().Clear();
            int got = Transfer(buffer);
            return got <= 0 ? [] : buffer.AsReadOnlySpan()[..Math.Min(got, length)].ToArray();
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    private int Transfer(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        try
        {
            if (!_device.Submit(address, buffer.Length))
            {
                return -5;
            }

            if (!_device.Wait(100))
            {
                _device.Reset();
                return -110;
            }

            return _device.Status;
        }
        finally
        {
            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        }
    }
}
