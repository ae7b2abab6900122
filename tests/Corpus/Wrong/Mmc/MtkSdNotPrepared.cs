using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "mtk-sd: Fix a pagefault in dma_unmap_sg() for not prepared data" (539d80575b81): the data of a request that
// was never mapped was unmapped.
public sealed unsafe class MtkSd<THal>
    where THal : struct, IHal
{
    private readonly MmcController _host;

    public MtkSd(MmcController host) => _host = host;

    public int Read(uint block, DmaBuffer data)
    {
        PhysAddr paddr = default;
        bool prepared = _host.UsesDma && data.Length >= 512;
        if (prepared)
        {
            paddr = THal.Share(data, DeviceToDriver);
            _host.SetDataAddress(paddr);
        }

        int error = _host.SendCommand(17, block);
        if (error == 0 && !prepared)
        {
            _host.ReadFifo(data.AsSpan());
        }
        else if (error == 0 && _host.TimedOut(100))
        {
            _host.StopTransfer();
            error = -110;
        }

        THal.Unshare(paddr, data, DeviceToDriver); //! HAL1001
        return error;
    }
}
