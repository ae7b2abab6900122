using Devices;
using Hal;

namespace Drivers;

// Like fixes in virtio-drivers: nobody looks at what the release of the queue's memory returned.
internal sealed unsafe class LegacyQueue<THal>
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport;
    private readonly int _index;
    private readonly nuint _pages;
    private DmaAllocation _memory;

    public LegacyQueue(VirtioTransport transport, int index, int size)
    {
        _transport = transport;
        _index = index;
        _pages = HalConstants.PagesFor((nuint)(size * 26)) + 1;
        _memory = THal.DmaAlloc(_pages, BufferDirection.Both);
        if (_memory.Paddr == default)
        {
            throw new DmaException("no memory for the queue");
        }

        transport.SetQueue(index, _memory.Paddr, size);
    }

    public void Drop()
    {
        if (_memory.Paddr == default)
        {
            return;
        }

        _transport.SetQueue(_index, default, 0);
        THal.DmaDealloc(_memory.Paddr, _memory.Vaddr, _pages); //! HAL2007
        _memory = default;
    }
}
