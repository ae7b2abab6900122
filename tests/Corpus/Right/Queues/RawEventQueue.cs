using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// An event queue with memory straight from the HAL: address, pointer and page count in one struct. What was allocated is given back as
// the three values that came together, and its status is looked at.
public sealed unsafe class RawEventQueue<THal> : IDisposable
    where THal : struct, IHal
{
    private struct Memory
    {
        public PhysAddr Paddr;
        public byte* Vaddr;
        public nuint Pages;
    }

    private readonly Device _device;
    private Memory _memory;
    private int _head;

    public RawEventQueue(Device device) => _device = device;

    public bool Open(nuint pages)
    {
        if (_memory.Pages != 0 || pages == 0)
        {
            return false;
        }

        DmaAllocation allocation = THal.DmaAlloc(pages, BufferDirection.Both);
        if (allocation.Paddr == default)
        {
            return false;
        }

        _memory = new Memory { Paddr = allocation.Paddr, Vaddr = allocation.Vaddr, Pages = pages };
        _device.Program(_memory.Paddr, (int)pages * HalConstants.PageSize);
        return true;
    }

    public uint? Next()
    {
        if (_memory.Pages == 0)
        {
            return null;
        }

        int entries = (int)_memory.Pages * HalConstants.PageSize / sizeof(uint);
        uint* entry = (uint*)_memory.Vaddr + _head;
        uint value = Volatile.Read(ref *entry);
        if (value == 0)
        {
            return null;
        }

        Volatile.Write(ref *entry, 0u);
        _head = (_head + 1) % entries;
        return value;
    }

    public void Dispose()
    {
        if (_memory.Pages == 0)
        {
            return;
        }

        _device.Reset();
        Memory memory = _memory;
        _memory = default;
        if (THal.DmaDealloc(memory.Paddr, memory.Vaddr, memory.Pages) != 0)
        {
            throw new DmaException("the event queue was not given back");
        }
    }
}
