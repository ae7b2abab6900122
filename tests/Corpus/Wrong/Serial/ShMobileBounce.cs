using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "i2c: sh_mobile: fix leak when using DMA bounce buffer": the bounce buffer went back after a transfer by DMA,
// not where DMA could not be set up.
public sealed unsafe class ShMobileI2c<THal>(DmaEngine dma, PhysAddr fifo, SerialPort pio)
    where THal : struct, IHal
{
    public int Write(ReadOnlySpan<byte> message)
    {
        DmaAllocation bounce = THal.DmaAlloc(1, DriverToDevice); //! HAL2002
        if (bounce.Paddr == default)
        {
            return -12;
        }

        int length = Math.Min(message.Length, HalConstants.PageSize);
        message.Slice(0, length).CopyTo(new Span<byte>(bounce.Vaddr, length));
        if (!StartDma(out int cookie))
        {
            Log.Info("i2c: by the processor, then");
            return pio.TransmitIdle ? 0 : -16;
        }

        bool done = dma.WaitFor(cookie, 100);
        if (!done)
        {
            dma.Terminate();
        }

        FreeBounce();
        return done ? length : -110;

        bool StartDma(out int started)
        {
            started = dma.Submit(bounce.Paddr, fifo, length);
            return started >= 0;
        }

        void FreeBounce()
        {
            _ = THal.DmaDealloc(bounce.Paddr, bounce.Vaddr, 1);
        }
    }
}
