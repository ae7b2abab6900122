using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (radeon): the error path unshares the copy and frees it afterwards.
internal sealed unsafe class IndirectBuffer<THal>(Device gpu)
    where THal : struct, IHal
{
    public int Execute(ReadOnlySpan<byte> words)
    {
        nint memory = Marshal.AllocHGlobal(words.Length);
        var copy = new DmaBuffer((byte*)memory, words.Length);
        words.CopyTo(copy.AsSpan());
        PhysAddr address = THal.Share(copy, DriverToDevice);
        int status = gpu.Start(address, copy.Length);
        if (status < 0)
        {
            THal.Unshare(address, copy, DriverToDevice);
            Marshal.FreeHGlobal(memory);
            return status;
        }

        while (!gpu.Poll())
        {
        }

        THal.Unshare(address, copy, DriverToDevice);
        Marshal.FreeHGlobal(memory);
        return 0;
    }
}
