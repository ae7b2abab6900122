using System.Runtime.CompilerServices;
using Devices;
using Hal;

namespace Drivers;

// Like time-of-flight cameras: four phase pictures make one depth picture. The four shares are held in a fixed set of locals by an
// inline array and ended in one loop.
public sealed class DepthCamera<THal>
    where THal : struct, IHal
{
    [InlineArray(4)]
    private struct FourAddresses
    {
        private PhysAddr _first;
    }

    private readonly Device _sensor;

    public DepthCamera(Device sensor) => _sensor = sensor;

    public bool Capture(DmaBuffer pictures)
    {
        int quarter = pictures.Length / 4;
        var addresses = new FourAddresses();
        int made = 0;
        bool good = quarter > 0;
        try
        {
            for (; good && made < 4; made++)
            {
                addresses[made] = THal.Share(pictures.Slice(made * quarter, quarter), BufferDirection.DeviceToDriver);
            }

            for (int phase = 0; good && phase < 4; phase++)
            {
                good = _sensor.Submit(addresses[phase], quarter);
            }

            if (good)
            {
                good = _sensor.Wait(100);
            }

            if (!good)
            {
                _sensor.Reset();
            }
        }
        finally
        {
            for (int phase = 0; phase < made; phase++)
            {
                THal.Unshare(addresses[phase], pictures.Slice(phase * quarter, quarter), BufferDirection.DeviceToDriver);
            }
        }

        return good;
    }
}
