using Devices;
using Hal;

namespace Drivers;

// Like generic rings: a ring of any item that knows how to be mapped and unmapped by static members. The item's type decides about
// direction and memory, the ring about when; each item passes each once.
public interface IRingItem<TSelf, THal>
    where TSelf : IRingItem<TSelf, THal>
    where THal : struct, IHal
{
    static abstract PhysAddr Map(TSelf item);

    static abstract void Unmap(TSelf item, PhysAddr address);

    int Length { get; }
}

public readonly struct Outgoing<THal>(DmaBuffer data) : IRingItem<Outgoing<THal>, THal>
    where THal : struct, IHal
{
    private readonly DmaBuffer _data = data;

    public int Length => _data.Length;

    public static PhysAddr Map(Outgoing<THal> item) => THal.Share(item._data, BufferDirection.DriverToDevice);

    public static void Unmap(Outgoing<THal> item, PhysAddr address) => THal.Unshare(address, item._data, BufferDirection.DriverToDevice);
}

public sealed class ItemRing<TItem, THal>(Ring ring, int size)
    where TItem : IRingItem<TItem, THal>
    where THal : struct, IHal
{
    private readonly (TItem Item, PhysAddr Address)[] _entries = new (TItem, PhysAddr)[size];
    private int _head;
    private int _count;

    public bool TryPush(TItem item)
    {
        if (_count == size)
        {
            return false;
        }

        PhysAddr address = TItem.Map(item);
        if (!ring.TryPost(address, item.Length, out _))
        {
            TItem.Unmap(item, address);
            return false;
        }

        _entries[(_head + _count++) % size] = (item, address);
        return true;
    }

    public bool TryPop(out TItem? item)
    {
        item = default;
        if (_count == 0 || !ring.TryTake(out _, out _))
        {
            return false;
        }

        Remove(out item);
        return true;
    }

    public void Clear()
    {
        ring.Stop();
        while (_count > 0)
        {
            Remove(out _);
        }
    }

    private void Remove(out TItem item)
    {
        (item, PhysAddr address) = _entries[_head];
        _entries[_head] = default;
        _head = (_head + 1) % size;
        _count--;
        TItem.Unmap(item, address);
    }
}
