using Devices;
using Hal;

/// <summary>A sensor's FIFO read: three returns in a try, one Unshare in its finally.</summary>
public sealed class FifoReader<THal>
    where THal : struct, IHal
{
    private readonly Device _sensor;

    public FifoReader(Device sensor) => _sensor = sensor;

    public int Read(DmaBuffer samples)
    {
        PhysAddr bus = THal.Share(samples, BufferDirection.DeviceToDriver);
        try
        {
            if (!_sensor.Submit(bus, samples.Length))
            {
                return -5;
            }

            if (!_sensor.Wait(20))
            {
                _sensor.Reset();
                return -110;
            }

            return _sensor.Status;
        }
        finally
        {
            THal.Unshare(bus, samples, BufferDirection.DeviceToDriver);
        }
    }
}
