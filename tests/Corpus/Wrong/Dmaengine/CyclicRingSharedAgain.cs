using Hal;
using Devices;

// Follows a fix in Asterinas, f539029b0.
/// <summary>An audio stream that queues the same period again before the share of its last round has ended.</summary>
public sealed unsafe class AudioStream<THal>
    where THal : struct, IHal
{
    private readonly SerialPort _codec = new();

    public int Capture(byte* period, int length)
    {
        var samples = new DmaBuffer(period, length);
        PhysAddr previous = THal.Share(samples, BufferDirection.DeviceToDriver);
        _codec.StartReceive(previous, length);
        int received = _codec.StopReceive();

        PhysAddr next = THal.Share(samples, BufferDirection.DeviceToDriver); //! HAL1011
        THal.Unshare(previous, samples, BufferDirection.DeviceToDriver);
        _codec.StartReceive(next, length);
        received += _codec.StopReceive();
        THal.Unshare(next, samples, BufferDirection.DeviceToDriver);
        return received;
    }
}
