using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A scope that is given up to a completion: until the device took the request, the scope ends its share by itself. Detach comes after
// the device took it; from there the list of requests holds it until it is completed.
public sealed class DetachingReader<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue;
    private readonly Device _device;
    private readonly SortedDictionary<int, Shared<THal>> _running = new();

    public DetachingReader(NvmeQueue queue, Device device) => (_queue, _device) = (queue, device);

    public bool Begin(DmaBuffer into, ulong sector)
    {
        using var scope = new SharedScope<THal>(into, BufferDirection.DeviceToDriver);
        if (sector > uint.MaxValue)
        {
            return false;
        }

        int command = _queue.Submit(0x02, scope.Paddr, default);
        if (command < 0)
        {
            return false;
        }

        _running.Add(command, scope.Detach());
        _queue.RingDoorbell();
        return true;
    }

    public IReadOnlyList<DmaBuffer> Collect()
    {
        var filled = new List<DmaBuffer>();
        var done = new List<int>();
        foreach ((int command, Shared<THal> share) in _running)
        {
            if (_queue.IsDone(command))
            {
                done.Add(command);
                share.Unshare();
                filled.Add(share.Buffer);
            }
        }

        done.ForEach(command => _running.Remove(command));
        return filled;
    }

    public void Abort()
    {
        _device.Reset();
        foreach (Shared<THal> share in _running.Values)
        {
            share.Unshare();
        }

        _running.Clear();
    }
}
