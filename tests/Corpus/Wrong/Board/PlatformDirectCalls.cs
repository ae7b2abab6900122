using Hal;
using Devices;

/// <summary>A driver that calls its board's HAL class itself and leaves a share on its error path.</summary>
public static unsafe class BoardSound
{
    public static int Play(SerialPort codec, short* samples, int count)
    {
        DmaBuffer buffer = new((byte*)samples, count * sizeof(short));
        PhysAddr address = SoundHal.Share(buffer, BufferDirection.DriverToDevice); //! HAL1002
        codec.StartTransmit(address, buffer.Length);
        for (int spins = 0; !codec.TransmitIdle; spins++)
        {
            if (spins > 1_000_000)
            {
                return -110;
            }
        }

        SoundHal.Unshare(address, buffer, BufferDirection.DriverToDevice);
        return count;
    }
}

[HalImplementation]
public static unsafe partial class SoundHal
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
