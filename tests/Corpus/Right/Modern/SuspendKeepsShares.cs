using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Suspend ends what is shared and remembers the buffers; resume shares them again.
public sealed class SuspendKeepsShares<THal>(Device device)
    where THal : struct, IHal
{
    private readonly List<DmaBuffer> _suspended = [];
    private readonly List<(PhysAddr Paddr, DmaBuffer Buffer)> _active = [];

    public void Add(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        _active.Add((paddr, buffer));
        device.Program(paddr, buffer.Length);
    }

    public void Suspend()
    {
        device.Reset();
        foreach (var (paddr, buffer) in _active)
        {
            THal.Unshare(paddr, buffer, DeviceToDriver);
            _suspended.Add(buffer);
        }

        _active.Clear();
    }

    public void Resume()
    {
        for (int i = 0; i < _suspended.Count; i++)
        {
            DmaBuffer buffer = _suspended[i];
            _active.Add((THal.Share(buffer, DeviceToDriver), buffer));
            device.Program(_active[^1].Paddr, buffer.Length);
        }

        _suspended.Clear();
    }
}
