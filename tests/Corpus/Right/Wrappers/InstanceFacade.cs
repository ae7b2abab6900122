using System;
using Hal;

/// <summary>A HAL as an object, for code that cannot be generic: an abstract class and its one generic implementation.</summary>
public abstract unsafe class HalObject
{
    public abstract PhysAddr Share(DmaBuffer buffer, BufferDirection direction);

    public abstract void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction);

    public abstract bool TryAllocate(nuint pages, out DmaAllocation memory);

    public abstract void Free(DmaAllocation memory, nuint pages);

    public static HalObject For<THal>()
        where THal : struct, IHal => new Implementation<THal>();

    private sealed class Implementation<THal> : HalObject
        where THal : struct, IHal
    {
        public override PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => THal.Share(buffer, direction);

        public override void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => THal.Unshare(paddr, buffer, direction);

        public override bool TryAllocate(nuint pages, out DmaAllocation memory)
        {
            memory = THal.DmaAlloc(pages, BufferDirection.Both);
            return memory.Paddr != default;
        }

        public override void Free(DmaAllocation memory, nuint pages)
        {
            int status = THal.DmaDealloc(memory.Paddr, memory.Vaddr, pages);
            if (status != 0)
            {
                throw new DmaException($"status {status}");
            }
        }
    }
}
