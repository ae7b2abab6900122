using System.Collections.Generic;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Shares that ended while the device still held them are kept until the generation that it has acknowledged.</summary>
public sealed class DeferredRelease<THal>(MmioRegion registers)
    where THal : struct, IHal
{
    private readonly PriorityQueue<Shared<THal>, uint> _deferred = new();
    private uint _generation;

    public void Use(DmaBuffer buffer)
    {
        var shared = new Shared<THal>(buffer, DeviceToDriver);
        registers.Write64(0x10, shared.Paddr.Value);
        registers.Write32(0x18, ++_generation);
        _deferred.Enqueue(shared, _generation);
    }

    public int Collect()
    {
        uint acknowledged = registers.Read32(0x1C);
        int count = 0;
        while (_deferred.TryPeek(out _, out uint generation) && generation <= acknowledged)
        {
            Shared<THal> shared = _deferred.Dequeue();
            shared.Unshare();
            count++;
        }

        return count;
    }

    public void Shutdown()
    {
        registers.Write32(0x00, 1);
        while (registers.Read32(0x00) != 0)
        {
            Thread.SpinWait(20);
        }

        foreach (var (shared, _) in _deferred.UnorderedItems)
        {
            shared.Unshare();
        }

        _deferred.Clear();
    }
}
