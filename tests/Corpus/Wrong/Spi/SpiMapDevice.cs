using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "spi: Save current RX and TX DMA devices": mapped for one device, unmapped for another.
[HalImplementation]
public static unsafe partial class ControllerHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) =>
        Frames.AllocateZeroed(pages) is var frame and not 0 ? new(new(frame), (byte*)(Frames.DirectMap + frame)) : default;

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new(PageTables.Translate(buffer.Pointer));

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}

[HalImplementation]
public static unsafe partial class DmaChannelHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => -1;

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) =>
        Iommu.Map(buffer.Pointer, (nuint)buffer.Length, direction != DeviceToDriver, direction != DriverToDevice) is var iova and not 0
            ? new PhysAddr(iova)
            : throw new DmaException("no room");

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Iommu.Unmap(paddr.Value, (nuint)buffer.Length);
}

public sealed class SpiMapDevice(SpiController spi)
{
    public int Transfer(DmaBuffer tx, DmaBuffer rx)
    {
        PhysAddr txAddress = DmaChannelHal.Binding.Share(tx, DriverToDevice);
        PhysAddr rxAddress = DmaChannelHal.Binding.Share(rx, DeviceToDriver);
        int error = spi.Start(txAddress, rxAddress, tx.Length);
        if (error == 0 && !spi.WaitIdle(100))
        {
            spi.Abort();
            error = -110;
        }

        ControllerHal.Binding.Unshare(rxAddress, rx, DeviceToDriver); //! HAL1013
        DmaChannelHal.Binding.Unshare(txAddress, tx, DriverToDevice);
        return error;
    }
}
