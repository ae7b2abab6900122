using System.Collections.Generic;
using System.Runtime.InteropServices;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Realloc and free around a share within one method.
public static unsafe class ReallocBeforeShare<THal>
    where THal : struct, IHal
{
    public static int Upload(Device device, IEnumerable<byte[]> chunks)
    {
        byte* memory = null;
        nuint length = 0;
        try
        {
            foreach (byte[] chunk in chunks)
            {
                memory = (byte*)NativeMemory.Realloc(memory, length + (nuint)chunk.Length);
                chunk.CopyTo(new Span<byte>(memory + length, chunk.Length));
                length += (nuint)chunk.Length;
            }

            if (length == 0)
            {
                return 0;
            }

            var buffer = new DmaBuffer(memory, checked((int)length));
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            int status = device.Start(paddr, buffer.Length);
            device.Reset();
            THal.Unshare(paddr, buffer, DriverToDevice);
            return status;
        }
        finally
        {
            NativeMemory.Free(memory);
        }
    }
}
