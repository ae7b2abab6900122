using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "spi: spi-fsl-dspi: free DMA memory with matching function".
public sealed unsafe class DspiReleaseByUnmap<THal>(SpiController spi)
    where THal : struct, IHal
{
    private const int BufferSize = 1024;

    private DmaAllocation _tx;
    private DmaAllocation _rx;

    public int RequestDma(int channels)
    {
        int ret;
        DmaAllocation tx = THal.DmaAlloc(1, DriverToDevice);
        if (tx.Paddr == default)
        {
            return -12;
        }

        DmaAllocation rx = THal.DmaAlloc(1, DeviceToDriver);
        if (rx.Paddr == default)
        {
            ret = -12;
            goto ErrorTx;
        }

        ret = spi.Start(tx.Paddr, rx.Paddr, BufferSize);
        if (ret < 0)
        {
            goto ErrorRx;
        }

        _tx = tx;
        _rx = rx;
        return channels;

    ErrorRx:
        THal.Unshare(rx.Paddr, new DmaBuffer(rx.Vaddr, BufferSize), DeviceToDriver); //! HAL1012
    ErrorTx:
        _ = THal.DmaDealloc(tx.Paddr, tx.Vaddr, 1);
        return ret;
    }

    public int Release() => THal.DmaDealloc(_rx.Paddr, _rx.Vaddr, 1) | THal.DmaDealloc(_tx.Paddr, _tx.Vaddr, 1);
}
