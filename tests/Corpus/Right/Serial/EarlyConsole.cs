using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A console for the boot: one page of DMA memory for its life, characters are sent line by line.</summary>
public static unsafe class EarlyConsole<THal>
    where THal : struct, IHal
{
    private static DmaAllocation s_page;
    private static int s_length;
    private static Device? s_device;

    public static bool Attach(Device device)
    {
        s_page = THal.DmaAlloc(1, DriverToDevice);
        if (s_page.Paddr == default)
        {
            return false;
        }

        s_device = device;
        return true;
    }

    public static void Put(char character)
    {
        if (s_device is null)
        {
            return;
        }

        s_page.Vaddr[s_length++] = character < 0x80 ? (byte)character : (byte)'?';
        if (character == '\n' || s_length == HalConstants.PageSize)
        {
            Flush(s_device);
        }
    }

    public static void Detach()
    {
        if (Interlocked.Exchange(ref s_device, null) is not { } device)
        {
            return;
        }

        Flush(device);
        device.Reset();
        int status = THal.DmaDealloc(s_page.Paddr, s_page.Vaddr, 1);
        s_page = default;
        if (status != 0)
        {
            Log.Info($"the console's page was not given back: {status}");
        }
    }

    private static void Flush(Device device)
    {
        if (s_length == 0)
        {
            return;
        }

        device.Program(s_page.Paddr, s_length);
        device.Kick();
        while (!device.Poll())
        {
        }

        s_length = 0;
    }
}
