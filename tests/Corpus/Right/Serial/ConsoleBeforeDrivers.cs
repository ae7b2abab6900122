using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The console of a kernel before it has drivers, in one page of DMA memory, until the real console takes over. The memory is tested
// before it is used, kept in static fields, and given back after the device was reset.
public static unsafe class EarlyConsole<THal>
    where THal : struct, IHal
{
    private static DmaAllocation s_page;
    private static Device? s_device;
    private static int s_used;

    public static bool Ready => s_device is not null;

    public static bool Initialize(Device device)
    {
        if (s_device is not null)
        {
            return true;
        }

        DmaAllocation page = THal.DmaAlloc(1, DriverToDevice);
        if (page.Paddr == default)
        {
            return false;
        }

        s_page = page;
        s_device = device;
        device.Program(page.Paddr, HalConstants.PageSize);
        return true;
    }

    public static void Write(ReadOnlySpan<char> text)
    {
        if (s_device is not { } device)
        {
            return;
        }

        foreach (char c in text)
        {
            if (s_used == HalConstants.PageSize)
            {
                Flush(device);
            }

            s_page.Vaddr[s_used++] = c < 128 ? (byte)c : (byte)'?';
        }

        Flush(device);
    }

    /// <summary>The real console is there.</summary>
    public static bool HandOver()
    {
        if (s_device is not { } device)
        {
            return false;
        }

        Flush(device);
        device.Reset();
        s_device = null;
        DmaAllocation page = s_page;
        s_page = default;
        return THal.DmaDealloc(page.Paddr, page.Vaddr, 1) == 0;
    }

    private static void Flush(Device device)
    {
        if (s_used > 0)
        {
            device.WriteRegister(0x10, (ulong)s_used);
            while (!device.Poll())
            {
                Thread.SpinWait(10);
            }

            s_used = 0;
        }
    }
}
