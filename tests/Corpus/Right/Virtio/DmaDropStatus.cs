using Devices;
using Hal;

namespace Drivers;

// Like fixes in virtio-drivers: a queue whose memory is not given back is reported.
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
        int status = THal.DmaDealloc(_memory.Paddr, _memory.Vaddr, _pages);
        _memory = default;
        Panic.Unless(status == 0, "the queue's memory was not given back");
    }
}
