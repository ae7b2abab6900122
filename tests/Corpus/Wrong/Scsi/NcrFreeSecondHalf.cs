using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (ncr53c8xx, scripts memory): DmaDealloc gets the second page of an allocation of two.
internal sealed unsafe class ScriptMemory<THal>(Device chip)
    where THal : struct, IHal
{
    public int Trim(ReadOnlySpan<byte> script)
    {
        const int pages = 2;
        var (address, memory) = THal.DmaAlloc(pages, DriverToDevice);
        if (address == default)
        {
            return -12;
        }

        if (script.Length <= HalConstants.PageSize)
        {
            script.CopyTo(new Span<byte>(memory, HalConstants.PageSize));
            chip.Program(address, script.Length);
            chip.Reset();
            return THal.DmaDealloc(address + HalConstants.PageSize, memory + HalConstants.PageSize, 1); //! HAL2001
        }

        return THal.DmaDealloc(address, memory, pages);
    }
}
