using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Zephyr (uart_nrfx_uarte): an aborted transfer ends the share too.
internal enum UarteEvent
{
    None,
    EndTx,
    TxStopped,
}

internal sealed class Uarte<THal>(SerialPort port, Device events)
    where THal : struct, IHal
{
    public int Write(DmaBuffer text)
    {
        var data = THal.Share(text, DriverToDevice);
        port.StartTransmit(data, text.Length);
        switch (Next())
        {
            case UarteEvent.EndTx:
                THal.Unshare(data, text, DriverToDevice);
                return text.Length;
            case UarteEvent.TxStopped:
                THal.Unshare(data, text, DriverToDevice);
                return -125;
            default:
                events.Reset();
                THal.Unshare(data, text, DriverToDevice);
                return -110;
        }
    }

    private UarteEvent Next()
    {
        for (var deadline = Deadline.In(50); !deadline.Expired;)
        {
            var seen = (UarteEvent)events.ReadRegister(0x120);
            if (seen != UarteEvent.None)
            {
                return seen;
            }
        }

        return UarteEvent.None;
    }
}
