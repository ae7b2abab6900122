using System.Collections.Concurrent;
using System.Linq;
using System.Runtime.InteropServices;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A HAL that bounces into slots of a window; the slot of a share is found by its address.
[HalImplementation]
public static unsafe partial class BounceDictionaryHal
{
    private const int SlotSize = 4096;
    private const int SlotCount = 1024;
    private const ulong WindowAddress = 0x8000_0000;

    private static readonly byte* s_window = (byte*)NativeMemory.AlignedAlloc(SlotCount * SlotSize, HalConstants.PageSize);
    private static readonly ConcurrentBag<int> s_free = new(Enumerable.Range(0, SlotCount));

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        if (pages != 1 || !s_free.TryTake(out int slot))
        {
            return default;
        }

        byte* memory = s_window + (nint)slot * SlotSize;
        new Span<byte>(memory, SlotSize).Clear();
        return new DmaAllocation(AddressOf(slot), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        s_free.Add(SlotOf(paddr));
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (buffer.Length > SlotSize || !s_free.TryTake(out int slot))
        {
            throw new DmaException($"no bounce slot for {buffer.Length} bytes");
        }

        if (direction is DriverToDevice or Both)
        {
            buffer.AsReadOnlySpan().CopyTo(new Span<byte>(s_window + (nint)slot * SlotSize, SlotSize));
        }

        return AddressOf(slot);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        int slot = SlotOf(paddr);
        if (direction is DeviceToDriver or Both)
        {
            new ReadOnlySpan<byte>(s_window + (nint)slot * SlotSize, buffer.Length).CopyTo(buffer.AsSpan());
        }

        s_free.Add(slot);
    }

    private static PhysAddr AddressOf(int slot) => new(WindowAddress + (ulong)slot * SlotSize);

    private static int SlotOf(PhysAddr paddr) => (int)((paddr.Value - WindowAddress) / SlotSize);
}
