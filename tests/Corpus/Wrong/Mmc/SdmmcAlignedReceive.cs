using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in NuttX: "arch/arm/stm32h7: invalidate dcache after aligned SDMMC RX DMA" (2cb7b7c03e1): the aligned path took the data
// over before the cache was told.
public sealed unsafe class Stm32Sdmmc<THal>(MmcController card)
    where THal : struct, IHal
{
    public int ReceiveBlocks(DmaBuffer blocks, Span<byte> sector)
    {
        PhysAddr address = THal.Share(blocks, DeviceToDriver);
        card.SetDataAddress(address);
        int error = card.SendCommand(18, 0);
        if (error != 0 || card.TimedOut(500))
        {
            card.StopTransfer();
            THal.Unshare(address, blocks, DeviceToDriver);
            return error != 0 ? error : -110;
        }

        card.StopTransfer();
        blocks.AsSpan().Slice(0, sector.Length).CopyTo(sector); //! HAL1007
        THal.Unshare(address, blocks, DeviceToDriver);
        return sector.Length;
    }
}
