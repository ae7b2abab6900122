using Hal;
using Devices;

/// <summary>A driver that shares through its board's binding and ends the share through the checked one.</summary>
public static class BoardSensor
{
    public static bool Sample(Device sensor, DmaBuffer reading)
    {
        var shared = new Shared<SensorHal.Binding>(reading, BufferDirection.DeviceToDriver);
        bool sampled = sensor.Submit(shared.Paddr, reading.Length) && sensor.Wait(20);
        Checked<SensorHal.Binding>.Unshare(shared.Paddr, reading, BufferDirection.DeviceToDriver); //! HAL1013
        return sampled;
    }
}

[HalImplementation]
public static unsafe partial class SensorHal
{
    internal static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong frames = Frames.AllocateZeroed(pages);
        return frames == 0 ? default : new DmaAllocation(new PhysAddr(frames), (byte*)(frames + Frames.DirectMap));
    }

    internal static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    internal static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    internal static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        PageTables.Clean(buffer.Pointer, (nuint)buffer.Length);
        return new PhysAddr(PageTables.Translate(buffer.Pointer));
    }

    internal static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
        PageTables.Invalidate(buffer.Pointer, (nuint)buffer.Length);
}
