using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like a registry of owners: buffers of all kinds behind one interface, released together or one by one. Who is removed from the set is
// released by the remover; the set releases whom it still has.
public interface IDeviceMemory : IDisposable
{
    PhysAddr Address { get; }
}

public sealed class SharedMemory<THal>(PinnedBuffer memory, BufferDirection direction) : IDeviceMemory
    where THal : struct, IHal
{
    private Shared<THal> _share = new(memory.Buffer, direction);

    public PhysAddr Address => _share.Paddr;

    public void Dispose()
    {
        Shared<THal> share = _share;
        _share = default;
        share.Unshare();
        memory.Dispose();
    }
}

public sealed class OwnedMemory<THal>(nuint pages) : IDeviceMemory
    where THal : struct, IHal
{
    private readonly Dma<THal> _memory = new(pages, BufferDirection.Both);

    public PhysAddr Address => _memory.Paddr;

    public void Dispose() => _memory.Dispose();
}

public sealed class MemoryRegistry<THal>(Device device) : IDisposable
    where THal : struct, IHal
{
    private readonly HashSet<IDeviceMemory> _all = [];

    public IDeviceMemory Small(int bytes, BufferDirection direction) => Keep(new SharedMemory<THal>(new PinnedBuffer(bytes), direction));

    public IDeviceMemory Large(nuint pages) => Keep(new OwnedMemory<THal>(pages));

    public bool Release(IDeviceMemory memory)
    {
        if (!_all.Remove(memory))
        {
            return false;
        }

        memory.Dispose();
        return true;
    }

    public void Dispose()
    {
        device.Reset();
        foreach (IDeviceMemory memory in _all)
        {
            memory.Dispose();
        }

        _all.Clear();
    }

    private IDeviceMemory Keep(IDeviceMemory memory)
    {
        _all.Add(memory);
        return memory;
    }
}
