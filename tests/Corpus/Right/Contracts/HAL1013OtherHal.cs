using Hal;
using Devices;

/// <summary>C2: shares and allocations that are released through their own HAL.</summary>
public sealed unsafe class OtherHals<THal, TBridge>
    where THal : struct, IHal
    where TBridge : struct, IHal
{
    private readonly Device _device = new();

    public void ByChecked(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.Both);
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.Both);
    }

    public void FromChecked(DmaBuffer buffer)
    {
        PhysAddr address = Checked<TBridge>.Share(buffer, BufferDirection.DriverToDevice);
        _device.Submit(address);
        Checked<TBridge>.Unshare(address, buffer, BufferDirection.DriverToDevice);
    }

    public void ByAnotherClass(DmaBuffer buffer)
    {
        PhysAddr address = FirstHal.Share(buffer, BufferDirection.Both);
        _device.Submit(address);
        FirstHal.Unshare(address, buffer, BufferDirection.Both);
    }

    public int MemoryOfAnother()
    {
        DmaAllocation memory = FirstHal.DmaAlloc(1, BufferDirection.Both);
        if (memory.Paddr == default)
        {
            return -12;
        }

        _device.Submit(memory.Paddr);
        return FirstHal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }
}

public readonly unsafe struct FirstHal : IHal
{
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => 0;

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new(PageTables.Translate(buffer.Pointer));

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => PageTables.Invalidate(buffer.Pointer, 64);
}

public readonly unsafe struct SecondHal : IHal
{
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => 0;

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new(Iommu.Map(buffer.Pointer, 4096, true, true));

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Iommu.Unmap(paddr.Value, 4096);
}
