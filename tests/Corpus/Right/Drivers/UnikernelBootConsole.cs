using System;
using Devices;
using Hal;

/// <summary>A unikernel's console on its own HAL class: static methods, no exceptions, codes instead.</summary>
public static unsafe class BootConsole
{
    private static readonly SerialPort s_port = new();

    public static int Write(byte* text, int length)
    {
        if (length == 0)
        {
            return 0;
        }

        DmaBuffer bytes = new(text, length);
        PhysAddr at = UnikernelHal.Binding.Share(bytes, BufferDirection.DriverToDevice);
        s_port.StartTransmit(at, length);
        int spins = 1_000_000;
        while (!s_port.TransmitIdle && --spins > 0)
        {
        }

        UnikernelHal.Binding.Unshare(at, bytes, BufferDirection.DriverToDevice);
        return spins > 0 ? length : -110;
    }

    public static int WriteLine(ReadOnlySpan<byte> line)
    {
        using var page = new UnikernelHal.Dma(1, BufferDirection.DriverToDevice);
        line.CopyTo(page.AsSpan());
        page.AsSpan()[line.Length] = (byte)'\n';
        s_port.StartTransmit(page.Paddr, line.Length + 1);
        while (!s_port.TransmitIdle)
        {
        }

        return line.Length;
    }
}

/// <summary>Its platform.</summary>
[HalImplementation]
public static unsafe partial class UnikernelHal
{
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong frame = Frames.AllocateZeroed(pages);
        return frame != 0 ? new DmaAllocation(new PhysAddr(frame), (byte*)(frame + Frames.DirectMap)) : default;
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new(PageTables.Translate(buffer.Pointer));

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
