using System;
using System.Collections.Concurrent;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A generic pool of objects that each own a mapped buffer. The pool makes, hands out and in the end closes the objects; each closes its
// own share and memory once.
internal interface IMappedObject<TSelf>
    where TSelf : IMappedObject<TSelf>
{
    static abstract TSelf Create();

    void Close();
}

internal sealed class CommandBlock<THal> : IMappedObject<CommandBlock<THal>>
    where THal : struct, IHal
{
    private readonly Dma<THal> _memory = new(1, BufferDirection.Both);

    public PhysAddr Address => _memory.Paddr;

    public Span<byte> Bytes => _memory.AsSpan();

    public static CommandBlock<THal> Create() => new();

    public void Close() => _memory.Dispose();
}

internal sealed class ObjectPool<T>
    where T : class, IMappedObject<T>
{
    private readonly ConcurrentBag<T> _free = [];
    private int _made;

    public int Made => _made;

    public T Rent()
    {
        if (_free.TryTake(out T? item))
        {
            return item;
        }

        item = T.Create();
        Interlocked.Increment(ref _made);
        return item;
    }

    public void Return(T item) => _free.Add(item);

    public void Close()
    {
        while (_free.TryTake(out T? item))
        {
            item.Close();
        }
    }
}

internal sealed class CommandSender<THal>(Device device, ObjectPool<CommandBlock<THal>> pool)
    where THal : struct, IHal
{
    public bool Send(ReadOnlySpan<byte> command)
    {
        CommandBlock<THal> block = pool.Rent();
        try
        {
            command.CopyTo(block.Bytes);
            device.Program(block.Address, command.Length);
            device.Kick();
            if (device.Wait(50))
            {
                return true;
            }

            device.Reset();
            return false;
        }
        finally
        {
            pool.Return(block);
        }
    }
}
