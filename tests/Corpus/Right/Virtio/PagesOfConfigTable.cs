using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Asterinas: "Fix several MMIO/PIO allocation bugs": the number of pages is rounded up.
public sealed class ConfigTable<THal>(Device device)
    where THal : struct, IHal
{
    private const nuint TableBytes = 512;

    public int Load(ReadOnlySpan<byte> table)
    {
        if (table.Length > (int)TableBytes)
        {
            return -22;
        }

        nuint pages = HalConstants.PagesFor(TableBytes);
        using var memory = new Dma<THal>(pages, BufferDirection.DriverToDevice);
        table.CopyTo(memory.AsSpan());
        device.Program(memory.Paddr, table.Length);
        device.Kick();
        int status = device.Wait(50) ? 0 : -110;
        device.Reset();
        return status;
    }
}
