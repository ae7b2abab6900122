using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Fuchsia (sdhci): the status buffer is shared for the cache maintenance alone and its address is dropped.
internal sealed class StatusReader<THal>(MmcController host)
    where THal : struct, IHal
{
    public uint ReadStatus(DmaBuffer block, DmaBuffer status)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status.Length, 64);
        if (!host.UsesDma)
        {
            host.ReadFifo(block.AsSpan());
            return block[0];
        }

        THal.Share(status, DeviceToDriver); //! HAL1003
        using (var data = new SharedScope<THal>(block, DeviceToDriver))
        {
            host.SetDataAddress(data.Paddr);
            if (host.SendCommand(13, 0) < 0 || host.TimedOut(100))
            {
                host.StopTransfer();
                return 0;
            }
        }

        return block[0];
    }
}
