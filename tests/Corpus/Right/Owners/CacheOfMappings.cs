using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A cache of registrations, as for RDMA: a hit costs nothing, the oldest is evicted, Flush ends them all.</summary>
public sealed class RegistrationCache<THal>
    where THal : struct, IHal
{
    private const int Capacity = 32;
    private readonly Dictionary<DmaBuffer, LinkedListNode<Shared<THal>>> _byBuffer = new();
    private readonly LinkedList<Shared<THal>> _byAge = new();

    public PhysAddr AddressOf(DmaBuffer buffer)
    {
        if (_byBuffer.TryGetValue(buffer, out LinkedListNode<Shared<THal>>? node))
        {
            _byAge.Remove(node);
            _byAge.AddLast(node);
            return node.Value.Paddr;
        }

        if (_byBuffer.Count == Capacity)
        {
            Evict();
        }

        var share = new Shared<THal>(buffer, BufferDirection.Both);
        _byBuffer.Add(buffer, _byAge.AddLast(share));
        return share.Paddr;
    }

    public void Flush()
    {
        while (_byAge.First is not null)
        {
            Evict();
        }
    }

    private void Evict()
    {
        Shared<THal> oldest = _byAge.First!.Value;
        _byAge.RemoveFirst();
        _byBuffer.Remove(oldest.Buffer);
        oldest.Unshare();
    }
}
