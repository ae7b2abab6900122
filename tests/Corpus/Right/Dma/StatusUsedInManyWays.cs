using System;
using System.Diagnostics;
using Devices;
using Hal;

/// <summary>The status of DmaDealloc is returned, compared, asserted, added up, thrown, or discarded in so many words.</summary>
public sealed unsafe class Statuses<THal>
    where THal : struct, IHal
{
    private int _failures;

    public int Returned(PhysAddr at, byte* memory) => THal.DmaDealloc(at, memory, 1);

    public void Asserted(PhysAddr at, byte* memory)
    {
        int status = THal.DmaDealloc(at, memory, 1);
        Debug.Assert(status == 0);
    }

    public void Counted(PhysAddr at, byte* memory) => _failures += THal.DmaDealloc(at, memory, 1) == 0 ? 0 : 1;

    public void Thrown(PhysAddr at, byte* memory)
    {
        if (THal.DmaDealloc(at, memory, 1) is not 0 and var status)
        {
            throw new DmaException($"status {status}");
        }
    }

    public void Discarded(PhysAddr at, byte* memory) => _ = THal.DmaDealloc(at, memory, 1);

    public void Passed(PhysAddr at, byte* memory) => Expect.Same(0, THal.DmaDealloc(at, memory, 1));

    public bool Chosen(PhysAddr at, byte* memory) => THal.DmaDealloc(at, memory, 1) switch
    {
        0 => true,
        < 0 => false,
        _ => throw new InvalidOperationException(),
    };

    public Func<int> Later(DmaAllocation memory) => () => THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
}
