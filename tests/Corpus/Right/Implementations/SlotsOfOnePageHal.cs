using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A HAL for a device that reaches 64 KiB only: everything else is copied through slots of one page.</summary>
[HalImplementation]
public static unsafe partial class LowWindowHal
{
    private const int Slots = 16;
    private const ulong Base = 0x0010_0000;
    private static readonly byte* s_window = AllocateWindow();
    private static readonly Lock s_gate = new();
    private static readonly bool[] s_taken = new bool[Slots];

    private static byte* AllocateWindow()
    {
        void* memory = NativeMemory.AlignedAlloc(Slots * HalConstants.PageSize, HalConstants.PageSize);
        NativeMemory.Clear(memory, Slots * HalConstants.PageSize);
        return (byte*)memory;
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        int first = Take((int)pages);
        if (first < 0)
        {
            return default;
        }

        byte* memory = s_window + first * HalConstants.PageSize;
        NativeMemory.Clear(memory, pages * HalConstants.PageSize);
        return new DmaAllocation(new PhysAddr(Base + (ulong)(first * HalConstants.PageSize)), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Give((int)((paddr.Value - Base) / HalConstants.PageSize), (int)pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        int pages = (int)HalConstants.PagesFor((nuint)buffer.Length);
        int first = Take(pages);
        if (first < 0)
        {
            throw new DmaException("the window is full");
        }

        if (direction is DriverToDevice or Both)
        {
            buffer.AsReadOnlySpan().CopyTo(new Span<byte>(s_window + first * HalConstants.PageSize, buffer.Length));
        }

        return new PhysAddr(Base + (ulong)(first * HalConstants.PageSize));
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        int first = (int)((paddr.Value - Base) / HalConstants.PageSize);
        if (direction is DeviceToDriver or Both)
        {
            new ReadOnlySpan<byte>(s_window + first * HalConstants.PageSize, buffer.Length).CopyTo(buffer.AsSpan());
        }

        Give(first, (int)HalConstants.PagesFor((nuint)buffer.Length));
    }

    private static int Take(int count)
    {
        lock (s_gate)
        {
            for (int first = 0; first + count <= Slots; first++)
            {
                if (!s_taken.AsSpan(first, count).Contains(true))
                {
                    s_taken.AsSpan(first, count).Fill(true);
                    return first;
                }
            }

            return -1;
        }
    }

    private static void Give(int first, int count)
    {
        lock (s_gate)
        {
            s_taken.AsSpan(first, count).Clear();
        }
    }
}
