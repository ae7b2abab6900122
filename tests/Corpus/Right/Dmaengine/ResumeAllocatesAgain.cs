using Hal;
using Devices;

/// <summary>An audio DMA channel that frees its descriptors before it allocates them anew at a resume.</summary>
public sealed class AudioChannel<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public void Play(PhysAddr samples, int periods)
    {
        Dma<THal> descriptors = new(1, BufferDirection.DriverToDevice);
        for (int period = 0; period < periods; period++)
        {
            if (!_engine.IsIdle)
            {
                _engine.Terminate();
                descriptors.Dispose();
                descriptors = new Dma<THal>(1, BufferDirection.DriverToDevice);
            }

            _engine.Submit(descriptors.Paddr, samples, 4096);
        }

        descriptors.Dispose();
    }
}
