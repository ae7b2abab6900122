using Hal;
using Devices;

/// <summary>A driver on one board's HAL that drops the first of two pieces of DMA memory when there is no second.</summary>
public sealed unsafe class BoardDisplay
{
    private readonly Device _panel = new();

    public bool Show(uint color)
    {
        if (!PanelHal.Dma.TryCreate(8, BufferDirection.DriverToDevice, out PanelHal.Dma? front)) //! HAL2002
            return false;

        if (!PanelHal.Dma.TryCreate(8, BufferDirection.DriverToDevice, out PanelHal.Dma? back))
            return false;

        *front.Pointer<uint>(0) = color;
        *back.Pointer<uint>(0) = ~color;
        _panel.Program(front.Paddr, (int)front.Length);
        _panel.Program(back.Paddr, (int)back.Length);
        _panel.Wait(16);
        back.Dispose();
        front.Dispose();
        return true;
    }
}

[HalImplementation]
public static unsafe partial class PanelHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong frames = Frames.AllocateZeroed(pages);
        return frames == 0 ? default : new DmaAllocation(new PhysAddr(frames), (byte*)(frames + Frames.DirectMap));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        PageTables.Clean(buffer.Pointer, (nuint)buffer.Length);
        return new PhysAddr(PageTables.Translate(buffer.Pointer));
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
        PageTables.Invalidate(buffer.Pointer, (nuint)buffer.Length);
}
