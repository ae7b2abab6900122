using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// The registration of memory regions with a remote-DMA adapter, by key. The table owns each region's share; deregistration removes the
// entry and ends exactly that share.
internal sealed class MemoryRegions<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dictionary<uint, Shared<THal>> _byKey = [];
    private readonly object _lock = new();
    private readonly Device _adapter;
    private uint _nextKey = 1;

    public MemoryRegions(Device adapter) => _adapter = adapter;

    public uint Register(DmaBuffer memory, bool remoteWrites)
    {
        var shared = new Shared<THal>(memory, remoteWrites ? BufferDirection.Both : BufferDirection.DriverToDevice);
        lock (_lock)
        {
            uint key = _nextKey++;
            _byKey.Add(key, shared);
            _adapter.WriteRegister(0x100, key);
            _adapter.Program(shared.Paddr, memory.Length);
            return key;
        }
    }

    public bool Deregister(uint key)
    {
        Shared<THal> shared;
        lock (_lock)
        {
            if (!_byKey.Remove(key, out shared))
            {
                return false;
            }

            _adapter.WriteRegister(0x108, key);
        }

        shared.Unshare();
        return true;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _adapter.Reset();
            foreach (Shared<THal> shared in _byKey.Values)
            {
                shared.Unshare();
            }

            _byKey.Clear();
        }
    }
}
