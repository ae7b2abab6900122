using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A power-of-two ring of typed entries in DMA memory, producer here and consumer in the device. Entries are written before the index,
// the index is read by Volatile, and the ring outlives the device's use.
public sealed unsafe class StructRing<THal, TEntry> : IDisposable
    where THal : struct, IHal
    where TEntry : unmanaged
{
    private const nuint ConsumerOffset = 0;
    private const nuint ProducerOffset = 64;
    private const nuint EntriesOffset = 128;
    private readonly Device _device;
    private readonly Dma<THal> _memory;
    private readonly uint _mask;
    private uint _producer;

    public StructRing(Device device, int logEntries)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(logEntries);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logEntries, 16);
        uint entries = 1u << logEntries;
        _mask = entries - 1;
        _device = device;
        _memory = new Dma<THal>(HalConstants.PagesFor(EntriesOffset + entries * (nuint)sizeof(TEntry)), BufferDirection.Both);
        _device.Program(_memory.Paddr, (int)_memory.Length);
    }

    public bool TryPush(in TEntry entry)
    {
        uint consumer = Volatile.Read(ref *_memory.Pointer<uint>(ConsumerOffset));
        if (_producer - consumer > _mask)
        {
            return false;
        }

        TEntry* slot = (TEntry*)_memory.Vaddr(EntriesOffset + (_producer & _mask) * (nuint)sizeof(TEntry));
        *slot = entry;
        _producer++;
        Volatile.Write(ref *_memory.Pointer<uint>(ProducerOffset), _producer);
        _device.Kick();
        return true;
    }

    public void Dispose()
    {
        _device.Reset();
        _memory.Dispose();
    }
}
