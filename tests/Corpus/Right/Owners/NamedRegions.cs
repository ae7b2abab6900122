using System;
using System.Collections.Concurrent;
using Devices;
using Hal;

namespace Drivers;

// A remote processor's named regions in a concurrent dictionary: published once, withdrawn once. Whoever loses the race to publish ends
// its own share; only the one that removed an entry ends it.
public sealed class NamedRegions<THal>
    where THal : struct, IHal
{
    private readonly ConcurrentDictionary<string, Shared<THal>> _regions = new();
    private readonly Device _processor;

    public NamedRegions(Device processor) => _processor = processor;

    public PhysAddr Publish(string name, DmaBuffer memory)
    {
        var share = new Shared<THal>(memory, BufferDirection.Both);
        if (_regions.TryAdd(name, share))
        {
            return share.Paddr;
        }

        share.Unshare();
        throw new ArgumentException("the name is taken", nameof(name));
    }

    public PhysAddr? Find(string name) => _regions.TryGetValue(name, out Shared<THal> share) ? share.Paddr : null;

    /// <summary>The processor has said that it lets go of the region.</summary>
    public bool Withdraw(string name)
    {
        if (!_regions.TryRemove(name, out Shared<THal> share))
        {
            return false;
        }

        share.Unshare();
        return true;
    }

    public void WithdrawAll()
    {
        _processor.Reset();
        foreach (string name in _regions.Keys)
        {
            Withdraw(name);
        }
    }
}
