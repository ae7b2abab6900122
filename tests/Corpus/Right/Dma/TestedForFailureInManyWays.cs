using System.Threading;
using Devices;
using Hal;

/// <summary>The result of DmaAlloc is tested by ==, by a pattern, by a comparison, by a helper and in a loop.</summary>
public sealed unsafe class TestedAllocations<THal>
    where THal : struct, IHal
{
    public int ByPattern() => THal.DmaAlloc(1, BufferDirection.Both) is { Paddr.Value: not 0 } memory ? Use(memory) : -12;

    public int ByHelper()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        return Failed(memory) ? -12 : Use(memory);
    }

    public int ByRetry()
    {
        DmaAllocation memory;
        while ((memory = THal.DmaAlloc(1, BufferDirection.Both)).Paddr == default)
        {
            Thread.Sleep(1);
        }

        return Use(memory);
    }

    public int ByThrow()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        PhysAddr at = memory.Paddr != default ? memory.Paddr : throw new DmaException("no page");
        *memory.Vaddr = 1;
        return THal.DmaDealloc(at, memory.Vaddr, 1);
    }

    public int ByPanic()
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.Both);
        Panic.Unless(paddr > default(PhysAddr), "no page");
        vaddr[1] = 2;
        return THal.DmaDealloc(paddr, vaddr, 1);
    }

    public int BySwitch()
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.Both);
        switch (paddr.Value)
        {
            case 0:
                return -12;
            default:
                vaddr[0] = 1;
                return THal.DmaDealloc(paddr, vaddr, 1);
        }
    }

    private static bool Failed(DmaAllocation memory) => memory.Paddr == default;

    private static int Use(DmaAllocation memory)
    {
        *memory.Vaddr = 1;
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }
}
