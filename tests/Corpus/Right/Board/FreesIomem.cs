using System.Runtime.InteropServices;
using System.Threading;
using System;
using Hal;

namespace Drivers;

// Like fixes in Linux ("use iounmap instead of kfree"): the common exit frees a pointer that is registers in one of the cases.
public sealed unsafe class FreesIomem<THal>
    where THal : struct, IHal
{
    public static byte[] ReadRom(PhysAddr rom, DmaBuffer shadow)
    {
        byte* window = THal.MmioPhysToVirt(rom, 0x10000);
        var copy = (byte*)NativeMemory.Alloc(0x10000);
        for (int i = 0; i < 0x10000; i++)
        {
            copy[i] = Volatile.Read(ref window[i]);
        }

        byte[] image = new ReadOnlySpan<byte>(copy, 0x10000).ToArray();
        NativeMemory.Free(copy);
        return image;
    }
}
