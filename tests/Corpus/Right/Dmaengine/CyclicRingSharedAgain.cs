using Hal;
using Devices;

/// <summary>An audio stream that ends the share of a period before it queues the period again.</summary>
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

        THal.Unshare(previous, samples, BufferDirection.DeviceToDriver);
        PhysAddr next = THal.Share(samples, BufferDirection.DeviceToDriver);
        _codec.StartReceive(next, length);
        received += _codec.StopReceive();
        THal.Unshare(next, samples, BufferDirection.DeviceToDriver);
        return received;
    }
}
