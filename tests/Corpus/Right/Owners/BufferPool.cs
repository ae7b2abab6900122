using System;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Devices;
using Hal;

namespace Drivers;

// A pool of shared buffers: they stay mapped while they are rented and returned, and are unmapped when the pool ends. The share of an
// item is ended for the time in which its content is read, and Dispose ends those of all items.
public sealed class MappedPool<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly ConcurrentStack<Item> _free = new();
    private readonly Item[] _all;
    private readonly PinnedBuffer _memory;

    public MappedPool(int count, int bytes)
    {
        _memory = new PinnedBuffer(checked(count * bytes));
        _all = new Item[count];
        int made = 0;
        try
        {
            for (; made < count; made++)
            {
                _all[made] = new Item(new Shared<THal>(_memory.Buffer.Slice(made * bytes, bytes), BufferDirection.DeviceToDriver));
                _free.Push(_all[made]);
            }
        }
        catch (DmaException)
        {
            while (made-- > 0)
            {
                _all[made].Share.Unshare();
            }

            _memory.Dispose();
            throw;
        }
    }

    public bool TryRent([NotNullWhen(true)] out Item? item) => _free.TryPop(out item);

    public void Return(Item item) => _free.Push(item);

    public byte[] Take(Device device, int length)
    {
        if (!TryRent(out Item? item))
        {
            return Array.Empty<byte>();
        }

        bool done = device.Submit(item.Share.Paddr, item.Share.Buffer.Length) && device.Wait(100);
        if (!done)
        {
            device.Reset();
        }

        byte[] result = item.Read(done ? length : 0);
        Return(item);
        return result;
    }

    public void Dispose()
    {
        foreach (Item item in _all)
        {
            item.Share.Unshare();
        }

        _free.Clear();
        _memory.Dispose();
    }

    public sealed class Item
    {
        internal Item(Shared<THal> share) => Share = share;

        internal Shared<THal> Share { get; private set; }

        /// <summary>Ends the share for the time of the read, and makes a new one for the next user.</summary>
        internal byte[] Read(int length)
        {
            DmaBuffer memory = Share.Buffer;
            Share.Unshare();
            Share = default;
            byte[] copy = memory.AsReadOnlySpan()[..Math.Clamp(length, 0, memory.Length)].ToArray();
            Share = new Shared<THal>(memory, BufferDirection.DeviceToDriver);
            return copy;
        }
    }
}
