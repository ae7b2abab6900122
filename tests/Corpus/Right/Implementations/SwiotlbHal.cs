using System;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A software bounce: slots in a bitmap, runs of slots for larger buffers, everything under one lock.</summary>
[HalImplementation]
public static unsafe partial class SwiotlbHal
{
    private const int SlotSize = 2048;
    private const int SlotCount = 1024;

    private static readonly Lock s_lock = new();
    private static readonly bool[] s_used = new bool[SlotCount];
    private static readonly byte* s_base;
    private static readonly ulong s_bus;

    static SwiotlbHal()
    {
        s_base = (byte*)NativeMemory.AlignedAlloc(SlotSize * SlotCount, HalConstants.PageSize);
        s_bus = Iommu.Map(s_base, SlotSize * SlotCount, true, true);
        if (s_bus == 0)
        {
            throw new DmaException("the window cannot be mapped");
        }
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * HalConstants.PageSize, HalConstants.PageSize);
        new Span<byte>(memory, checked((int)(pages * HalConstants.PageSize))).Clear();
        ulong iova = Iommu.Map(memory, pages * HalConstants.PageSize, true, direction != DriverToDevice);
        if (iova != 0)
        {
            return new DmaAllocation(new PhysAddr(iova), memory);
        }

        NativeMemory.AlignedFree(memory);
        return default;
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (!Iommu.Unmap(paddr.Value, pages * HalConstants.PageSize))
        {
            return -1;
        }

        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        int first = Reserve((buffer.Length + SlotSize - 1) / SlotSize);
        if (first < 0)
        {
            throw new DmaException($"no run of slots for {buffer}");
        }

        Span<byte> slots = new(s_base + ((long)first * SlotSize), buffer.Length);
        switch (direction)
        {
            case DriverToDevice:
            case Both:
                buffer.AsReadOnlySpan().CopyTo(slots);
                break;
            case DeviceToDriver:
                slots.Clear();
                break;
        }

        return new PhysAddr(s_bus + ((ulong)first * SlotSize));
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        int first = (int)((paddr.Value - s_bus) / SlotSize);
        if (direction is DeviceToDriver or Both)
        {
            new ReadOnlySpan<byte>(s_base + ((long)first * SlotSize), buffer.Length).CopyTo(buffer.AsSpan());
        }

        int count = (buffer.Length + SlotSize - 1) / SlotSize;
        lock (s_lock)
        {
            Array.Clear(s_used, first, count);
        }
    }

    private static int Reserve(int count)
    {
        lock (s_lock)
        {
            for (int first = 0; first + count <= SlotCount; first++)
            {
                if (Array.IndexOf(s_used, true, first, count) is var taken && taken >= 0)
                {
                    first = taken;
                    continue;
                }

                Array.Fill(s_used, true, first, count);
                return first;
            }

            return -1;
        }
    }
}
