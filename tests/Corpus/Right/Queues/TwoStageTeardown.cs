using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A driver whose Detach takes requests out of the device and whose Release ends them later, out of the lock. Detach moves the list out
// under the lock, so each share is in exactly one list when Release walks it.
internal sealed class TwoStageTeardown<THal>
    where THal : struct, IHal
{
    private readonly object _lock = new();
    private readonly Device _device;
    private List<Shared<THal>> _active = [];

    public TwoStageTeardown(Device device) => _device = device;

    public bool Add(DmaBuffer buffer)
    {
        var shared = new Shared<THal>(buffer, BufferDirection.DeviceToDriver);
        lock (_lock)
        {
            if (_device.Submit(shared.Paddr, buffer.Length))
            {
                _active.Add(shared);
                return true;
            }
        }

        shared.Unshare();
        return false;
    }

    public int Teardown()
    {
        List<Shared<THal>> detached = Detach();
        Release(detached);
        return detached.Count;
    }

    private List<Shared<THal>> Detach()
    {
        lock (_lock)
        {
            _device.Reset();
            List<Shared<THal>> detached = _active;
            _active = [];
            return detached;
        }
    }

    private static void Release(List<Shared<THal>> detached)
    {
        foreach (Shared<THal> shared in detached)
        {
            shared.Unshare();
        }
    }
}
