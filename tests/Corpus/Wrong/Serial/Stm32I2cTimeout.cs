using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "i2c: stm32f7: unmap DMA mapped buffer" (6aae87fe7f18): a transfer that failed left the message mapped.
public sealed unsafe class Stm32I2c<THal>
    where THal : struct, IHal
{
    private const nuint Cr1 = 0x00, Cr2 = 0x04, Icr = 0x1C;
    private const uint RxDmaEnable = 1 << 15, Start = 1 << 13, Stop = 1 << 14;
    private static readonly PhysAddr s_receiveRegister = new(0x4001_5424);

    private readonly MmioRegion _regs;
    private readonly DmaEngine _dma;

    public Stm32I2c(PhysAddr bar, DmaEngine dma)
    {
        _regs = MmioRegion.Map<THal>(bar, 0x400);
        _dma = dma;
    }

    /// <returns>0, or a negative error.</returns>
    public int Receive(uint address, DmaBuffer message)
    {
        PhysAddr target = THal.Share(message, DeviceToDriver); //! HAL1002
        int cookie = _dma.Submit(s_receiveRegister, target, message.Length);
        if (cookie < 0)
        {
            THal.Unshare(target, message, DeviceToDriver);
            return cookie;
        }

        _regs.Write32(Cr1, _regs.Read32(Cr1) | RxDmaEnable);
        _regs.Write32(Cr2, (address << 1) | ((uint)message.Length << 16) | Start);
        if (!_dma.WaitFor(cookie, 1000))
        {
            _dma.Terminate();
            _regs.Write32(Cr2, Stop);
            _regs.Write32(Cr1, _regs.Read32(Cr1) & ~RxDmaEnable);
            return -110;
        }

        _regs.Write32(Icr, 0x38);
        THal.Unshare(target, message, DeviceToDriver);
        return 0;
    }
}
