using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

[HalImplementation]
public static unsafe partial class HypervisorHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * 4096, 4096);
        Unsafe.InitBlock(memory, pages * 4096);
        ulong grant = Hypervisor.Grant(memory, pages, direction != BufferDirection.DriverToDevice);
        if (grant != 0)
        {
            return new(new(grant), memory);
        }

        NativeMemory.AlignedFree(memory);
        return default;
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        int status = Hypervisor.Revoke(paddr.Value, pages);
        if (status == 0)
        {
            NativeMemory.AlignedFree(vaddr);
        }

        return status;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        nuint offset = (nuint)buffer.Pointer & 4095;
        nuint pages = HalConstants.PagesFor(offset + (nuint)buffer.Length);
        ulong grant = Hypervisor.Grant(buffer.Pointer - offset, pages, direction != BufferDirection.DriverToDevice);
        return grant != 0 ? new PhysAddr(grant + offset) : throw new DmaException("the host refused");
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        ulong offset = paddr.Value & 4095;
        if (Hypervisor.Revoke(paddr.Value - offset, HalConstants.PagesFor((nuint)offset + (nuint)buffer.Length)) != 0)
        {
            Environment.FailFast("the host did not revoke a grant");
        }
    }

    private static class Unsafe
    {
        public static void InitBlock(byte* memory, nuint length)
        {
            for (nuint i = 0; i < length; i += 8)
            {
                *(ulong*)(memory + i) = 0;
            }
        }
    }
}
