using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A host that may lack DMA or 64-bit addresses: then the data goes through the FIFO or a low buffer.</summary>
public sealed class AdmaFallback<THal>(MmcController host, Dma<THal> low)
    where THal : struct, IHal
{
    private enum Mode
    {
        Fifo,
        Low,
        Direct,
    }

    public int Read(uint block, DmaBuffer into)
    {
        Mode mode = (host.UsesDma, host.Has64BitDma) switch
        {
            (false, _) => Mode.Fifo,
            (true, true) => Mode.Direct,
            (true, false) when (nuint)into.Length <= low.Length => Mode.Low,
            _ => Mode.Fifo,
        };

        PhysAddr paddr = default;
        switch (mode)
        {
            case Mode.Direct:
                paddr = THal.Share(into, DeviceToDriver);
                host.SetDataAddress(paddr);
                break;
            case Mode.Low:
                host.SetDataAddress(low.Paddr);
                break;
        }

        int error = host.SendCommand(17, block);
        if (error == 0 && mode != Mode.Fifo && host.TimedOut(300))
        {
            error = -110;
        }

        if (error != 0)
        {
            host.StopTransfer();
        }

        switch (mode)
        {
            case Mode.Direct:
                THal.Unshare(paddr, into, DeviceToDriver);
                break;
            case Mode.Low when error == 0:
                low.AsSpan()[..into.Length].CopyTo(into.AsSpan());
                break;
            case Mode.Fifo when error == 0:
                host.ReadFifo(into.AsSpan());
                break;
        }

        return error;
    }
}
