using System;
using System.Collections.Generic;
using Devices;
using Hal;

[HalImplementation]
public static unsafe partial class BounceBothDirections
{
    private static readonly BouncePoolLike s_pool = new();

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong frame = Frames.AllocateZeroed(pages);
        return frame == 0 ? default : new DmaAllocation(new PhysAddr(frame), (byte*)(frame + Frames.DirectMap));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        byte* slot = s_pool.Take(buffer.Length);
        if (direction != BufferDirection.DeviceToDriver)
        {
            Buffer.MemoryCopy(buffer.Pointer, slot, buffer.Length, buffer.Length);
        }

        return new PhysAddr(PageTables.Translate(slot));
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        byte* slot = (byte*)(paddr.Value + Frames.DirectMap);
        if (direction != BufferDirection.DriverToDevice)
        {
            Buffer.MemoryCopy(slot, buffer.Pointer, buffer.Length, buffer.Length);
        }

        s_pool.Give(slot);
    }

    private sealed class BouncePoolLike
    {
        private readonly Stack<nint> _free = new();

        public byte* Take(int length)
        {
            lock (_free)
            {
                return _free.TryPop(out nint slot) ? (byte*)slot : throw new DmaException($"no slot of {length} bytes");
            }
        }

        public void Give(byte* slot)
        {
            lock (_free)
            {
                _free.Push((nint)slot);
            }
        }
    }
}
