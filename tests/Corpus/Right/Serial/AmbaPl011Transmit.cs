using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (amba-pl011): the share ends once, behind the loop.
internal sealed class UartTransmit<THal>
    where THal : struct, IHal
{
    public required SerialPort Uart { get; init; }

    public int Write(DmaBuffer text)
    {
        var sending = new Shared<THal>(text, DriverToDevice);
        Uart.StartTransmit(sending.Paddr, text.Length);
        for (;;)
        {
            if (Uart.TransmitIdle)
            {
                break;
            }

            System.Threading.Thread.Yield();
        }

        sending.Unshare();
        return text.Length;
    }
}
