using Devices;
using Hal;

/// <summary>Vendors' bookkeeping gets the address while it is shared and again when it is over; none of it is the device.</summary>
public sealed class Tracker<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue = new();
    private readonly Device _device = new();
    private readonly Ring _ring = new();

    public void Run(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        _device.Program(at, data.Length);
        bool early = _queue.TryFinish(at);
        _device.Wait(early ? 0 : 10);
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        if (!_queue.TryFinish(at))
        {
            _queue.TryCancel(at);
        }

        _ring.Post(0, default, 0);
        _device.Program(default, 0);
        Log.Address(at);
    }
}
