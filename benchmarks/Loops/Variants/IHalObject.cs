namespace Hal.Benchmarks;

/// <summary>The HAL as an object: what a driver in C# holds that knows neither generics over static members nor a binding.</summary>
public unsafe interface IHalObject
{
    DmaAllocation DmaAlloc(nuint pages, BufferDirection direction);

    int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages);

    byte* MmioPhysToVirt(PhysAddr paddr, nuint size);

    PhysAddr Share(DmaBuffer buffer, BufferDirection direction);

    void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction);

    void Abandoned(PhysAddr paddr);
}
