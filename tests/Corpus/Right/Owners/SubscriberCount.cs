using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A sensor streams into one page while somebody listens: the first listener starts it, the last one stops it. The share exists exactly
// while the count is above zero; the transitions are under one lock.
public sealed class SubscribedSensor<THal>
    where THal : struct, IHal
{
    private sealed class Subscription : IDisposable
    {
        private SubscribedSensor<THal>? _sensor;

        public Subscription(SubscribedSensor<THal> sensor) => _sensor = sensor;

        public void Dispose() => Interlocked.Exchange(ref _sensor, null)?.Leave();
    }

    private readonly Device _device;
    private readonly DmaBuffer _page;
    private readonly object _gate = new();
    private PhysAddr _address;
    private int _count;

    public SubscribedSensor(Device device, DmaBuffer page)
    {
        _device = device;
        _page = page;
    }

    public IDisposable? Subscribe()
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                PhysAddr address = THal.Share(_page, BufferDirection.DeviceToDriver);
                if (!_device.Submit(address, _page.Length))
                {
                    THal.Unshare(address, _page, BufferDirection.DeviceToDriver);
                    return null;
                }

                _address = address;
            }

            _count++;
            return new Subscription(this);
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_count == 0)
            {
                _device.Reset();
                THal.Unshare(_address, _page, BufferDirection.DeviceToDriver);
                _address = default;
            }
        }
    }
}
