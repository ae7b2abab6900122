using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Arrays that are pinned by a handle for exactly as long as they are shared.</summary>
public sealed unsafe class PinnedLifetime<THal>(Device device)
    where THal : struct, IHal
{
    public byte[]? Fetch(int length)
    {
        byte[] array = new byte[length];
        GCHandle handle = GCHandle.Alloc(array, GCHandleType.Pinned);
        try
        {
            var buffer = new DmaBuffer((byte*)handle.AddrOfPinnedObject(), length);
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            bool good = device.Submit(paddr, length) && device.Wait(100);
            if (!good)
            {
                device.Reset();
            }

            THal.Unshare(paddr, buffer, DeviceToDriver);
            return good ? array : null;
        }
        finally
        {
            handle.Free();
        }
    }

    public bool Send(byte[] array)
    {
        fixed (byte* first = array)
        {
            if (array.Length == 0)
            {
                return true;
            }

            using var shared = new SharedScope<THal>(new DmaBuffer(first, array.Length), DriverToDevice);
            if (device.Submit(shared.Paddr, array.Length) && device.Wait(100))
            {
                return true;
            }

            device.Reset();
            return false;
        }
    }

    public bool SendNative(int length, Action<IntPtr> fill)
    {
        byte* memory = (byte*)NativeMemory.AllocZeroed((nuint)length);
        bool good = false;
        try
        {
            fill((IntPtr)memory);
            DmaBuffer buffer = new(memory, length);
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            good = device.Submit(paddr, length) && device.Wait(1000);
            if (!good)
            {
                device.Reset();
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        finally
        {
            NativeMemory.Free(memory);
        }

        return good;
    }
}
