using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Asterinas: "Fix several MMIO/PIO allocation bugs": the number of pages is rounded down, and a table of one sector
// asks for none.
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

        const nuint pages = TableBytes / HalConstants.PageSize;
        using var memory = new Dma<THal>(pages, BufferDirection.DriverToDevice); //! HAL2010
        table.CopyTo(memory.AsSpan());
        device.Program(memory.Paddr, table.Length);
        device.Kick();
        int status = device.Wait(50) ? 0 : -110;
        device.Reset();
        return status;
    }
}
