using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in U-Boot: "mmc: dw_mmc: Handle return value from bounce_buffer_start()" (6ad5aec4197): without memory for the bounce
// buffer the transfer went on.
public sealed unsafe class DwMmc<THal>(MmcController host)
    where THal : struct, IHal
{
    public int Write(uint block, ReadOnlySpan<byte> data)
    {
        nuint pages = HalConstants.PagesFor((nuint)data.Length);
        DmaAllocation bounce = THal.DmaAlloc(pages, DriverToDevice);
        if (bounce.Paddr == default)
        {
            return -12;
        }

        data.CopyTo(new Span<byte>(bounce.Vaddr, data.Length));
        host.SetDataAddress(bounce.Paddr);
        int error = host.SendCommand(24, block);
        if (error != 0 || host.TimedOut(500))
        {
            host.StopTransfer();
        }

        _ = THal.DmaDealloc(bounce.Paddr, bounce.Vaddr, pages);
        return error;
    }
}
