using System;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Prints what a drive says of itself.</summary>
public static class NvmeIdentify
{
    public static async Task<int> MainAsync<THal>(NvmeQueue admin, Device controller, string[] arguments)
        where THal : struct, IHal
    {
        if (arguments.Length > 1)
        {
            Console.Error.WriteLine("usage: identify [namespace]");
            return 2;
        }

        byte cns = arguments.Length == 1 ? (byte)0 : (byte)1;
        using var page = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        Task<int> command = admin.SubmitAsync(6, page.Paddr, default);
        Task first = await Task.WhenAny(command, Task.Delay(TimeSpan.FromSeconds(5)));
        if (first != command)
        {
            controller.Reset();
            Console.Error.WriteLine("the drive does not answer");
            return 1;
        }

        int status = await command;
        if (status != 0)
        {
            Console.Error.WriteLine($"status {status:x}");
            return 1;
        }

        Print(cns, page.AsSpan());
        return 0;
    }

    private static void Print(byte cns, ReadOnlySpan<byte> page)
    {
        if (cns == 1)
        {
            Console.WriteLine(System.Text.Encoding.ASCII.GetString(page.Slice(24, 40)).TrimEnd());
            return;
        }

        Console.WriteLine(BitConverter.ToUInt64(page[..8]));
    }
}
