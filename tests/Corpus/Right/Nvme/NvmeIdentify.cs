using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Identify of a controller that may hang: then its page is left to it.</summary>
public sealed class NvmeIdentify<THal>(NvmeQueue admin, Device controller)
    where THal : struct, IHal
{
    public readonly record struct Identity(ushort Vendor, string Serial, string Model);

    public Identity? Identify()
    {
        if (!Dma<THal>.TryCreate(1, DeviceToDriver, out Dma<THal>? page))
        {
            return null;
        }

        int command = admin.Submit(6, page.Paddr, default);
        if (command < 0)
        {
            page.Dispose();
            return null;
        }

        for (int attempt = 0; attempt < 100; attempt++)
        {
            if (admin.IsDone(command))
            {
                Identity identity = Parse(page.AsSpan());
                page.Dispose();
                return identity;
            }

            Thread.Sleep(10);
        }

        controller.WriteRegister(0x14, 0);
        if ((controller.ReadRegister(0x1C) & 1) == 0)
        {
            // Disabled: nothing writes the page any more.
            page.Dispose();
        }
        else
        {
            page.Abandon();
        }

        return null;
    }

    private static Identity Parse(ReadOnlySpan<byte> bytes) => new(
        BitConverter.ToUInt16(bytes),
        System.Text.Encoding.ASCII.GetString(bytes.Slice(4, 20)).TrimEnd(),
        System.Text.Encoding.ASCII.GetString(bytes.Slice(24, 40)).TrimEnd());
}
