using Hal;
using Devices;

// Like fixes in Linux (drivers, a probe that returns before its coherent memory is freed).
/// <summary>A driver on one board's HAL whose probe returns early with its DMA memory.</summary>
public sealed unsafe class BoardUart
{
    private readonly SerialPort _port = new();

    public int Probe()
    {
        var ring = new BoardHal.Dma(1, BufferDirection.DeviceToDriver); //! HAL2002
        _port.StartReceive(ring.Paddr, HalConstants.PageSize);
        int received = _port.StopReceive();
        if (received == 0)
        {
            Log.Info("no echo");
            return -5;
        }

        byte first = *ring.Vaddr(0);
        ring.Dispose();
        return first;
    }
}

[HalImplementation]
public static unsafe partial class BoardHal
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
