using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Sends an array as it stands: fixed for just as long as it is shared.</summary>
public static unsafe class ArraySender<THal>
    where THal : struct, IHal
{
    public static bool Send<T>(Device device, T[] items)
        where T : unmanaged
    {
        if (items.Length == 0)
        {
            return true;
        }

        fixed (T* first = items)
        {
            var buffer = new DmaBuffer((byte*)first, items.Length * sizeof(T));
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            bool sent = device.Submit(paddr, buffer.Length);
            if (sent && !device.Wait(100))
            {
                device.Reset();
                sent = false;
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
            return sent;
        }
    }

    public static byte[] Receive(Device device, int length)
    {
        byte[] data = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        var buffer = new DmaBuffer((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(data)), data.Length);
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        device.Program(paddr, buffer.Length);
        while (!device.Poll())
        {
            Thread.SpinWait(1);
        }

        THal.Unshare(paddr, buffer, DeviceToDriver);
        return data;
    }
}
