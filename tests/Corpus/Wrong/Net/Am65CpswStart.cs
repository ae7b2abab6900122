using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in U-Boot: "net: ti: am65-cpsw-nuss: fix error handling for "RX dma add buf failed"" (b079bd9e294): the step that failed
// jumped to the label of the step before its own.
public sealed unsafe class Am65Cpsw<THal>
    where THal : struct, IHal
{
    private const int Buffers = 8;

    private readonly Device _common;
    private readonly Ring _receive;
    private Dma<THal>? _transmitRing, _receiveRing;

    public Am65Cpsw(Device common, Ring receive)
    {
        _common = common;
        _receive = receive;
    }

    public int Start()
    {
        int ret = 0;
        Dma<THal>? transmit = Request(1);
        if (transmit is null)
        {
            return -12;
        }

        Dma<THal>? receive = Dma<THal>.TryCreate(2, Both, out Dma<THal>? created) ? created : null; //! HAL2002 (no fix: overwritten)
        if (receive is null)
        {
            ret = -12;
            goto FreeTransmit;
        }

        for (int i = 0; i < Buffers; i++)
        {
            if (!_receive.TryPost(receive.PaddrAt((nuint)(i * 1024)), 1024, out _))
            {
                Log.Info("RX dma add buf failed");
                ret = -105;
                goto FreeTransmit;
            }
        }

        _common.Kick();
        if (!_common.Wait(100))
        {
            ret = -110;
            goto FreeReceive;
        }

        _transmitRing = transmit;
        _receiveRing = receive;
        return 0;

    FreeReceive:
        _receive.Stop();
        receive.Dispose();
    FreeTransmit:
        transmit.Dispose();
        return ret;
    }

    public void Stop()
    {
        _common.Reset();
        _receiveRing?.Dispose();
        _transmitRing?.Dispose();
    }

    private static Dma<THal>? Request(nuint pages) => Dma<THal>.TryCreate(pages, Both, out Dma<THal>? memory) ? memory : null;
}
