using Hal;
using Devices;

// Follows a fix in Sound Open Firmware, pull request 495.
/// <summary>An audio DMA channel that allocates its descriptors anew at each resume and loses the ones before.</summary>
public sealed class AudioChannel<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public void Play(PhysAddr samples, int periods)
    {
        Dma<THal> descriptors = new(1, BufferDirection.DriverToDevice); //! HAL2002
        for (int period = 0; period < periods; period++)
        {
            if (!_engine.IsIdle)
            {
                _engine.Terminate();
                descriptors = new Dma<THal>(1, BufferDirection.DriverToDevice); //! HAL2002
            }

            _engine.Submit(descriptors.Paddr, samples, 4096);
        }

        descriptors.Dispose();
    }
}
