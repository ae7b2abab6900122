using System;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// A request that is given up after its time: the device is reset, and only then is the buffer the caller's. Both ends of WhenAny come
// through one Unshare, the late one behind the reset.
public sealed class TimeLimited<THal>
    where THal : struct, IHal
{
    private readonly Device _device;

    public TimeLimited(Device device) => _device = device;

    public async Task<bool> WriteAsync(DmaBuffer data, TimeSpan limit)
    {
        PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice);
        bool inTime = false;
        bool submitted = false;
        try
        {
            submitted = _device.Submit(address, data.Length);
            if (submitted)
            {
                Task done = _device.DoneAsync();
                Task first = await Task.WhenAny(done, Task.Delay(limit)).ConfigureAwait(false);
                inTime = first == done && done.IsCompletedSuccessfully;
            }
        }
        finally
        {
            if (submitted && !inTime)
            {
                _device.Reset();
            }

            THal.Unshare(address, data, BufferDirection.DriverToDevice);
        }

        return inTime;
    }
}
