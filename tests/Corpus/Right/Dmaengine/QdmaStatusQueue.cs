using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "dmaengine: fsl-qdma: Fix a memory leak related to the status queue DMA".
public sealed class QdmaStatusQueue<THal>(DmaEngine engine, InterruptLine irq)
    where THal : struct, IHal
{
    private Dma<THal>? _statusQueue;

    public int Probe(int entries)
    {
        if (engine.Channels == 0)
        {
            return -19;
        }

        var status = new Dma<THal>(HalConstants.PagesFor((nuint)entries * 16), Both);
        int cookie = engine.SubmitFill(status.Paddr, entries * 16, 0);
        if (cookie < 0)
        {
            status.Dispose();
            return cookie;
        }

        if (!irq.TryAttach(OnStatus))
        {
            engine.Terminate();
            status.Dispose();
            return -16;
        }

        _statusQueue = status;
        return 0;
    }

    public void Remove()
    {
        irq.Detach();
        engine.Terminate();
        _statusQueue?.Dispose();
    }

    private void OnStatus() => Log.Info("status");
}
