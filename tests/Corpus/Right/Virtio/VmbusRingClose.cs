using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "Drivers: hv: vmbus: Leak pages if set_memory_encrypted() fails": pages that could not be taken back from the
// host were counted as free.
public sealed unsafe class VmbusRing<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _host;
    private DmaAllocation _ring;
    private nuint _pages;

    public VmbusRing(Mailbox host) => _host = host;

    public int LeakedPages { get; private set; }

    public int Open(nuint pages)
    {
        DmaAllocation ring = THal.DmaAlloc(pages, BufferDirection.Both);
        if (ring.Paddr == default)
        {
            return -12;
        }

        _ring = ring;
        _pages = pages;
        return _host.Execute(5, ring.Paddr);
    }

    public void Close()
    {
        if (_ring.Paddr == default)
        {
            return;
        }

        _host.Execute(6, _ring.Paddr);
        if (THal.DmaDealloc(_ring.Paddr, _ring.Vaddr, _pages) != 0)
        {
            LeakedPages += (int)_pages;
        }

        _ring = default;
        _pages = 0;
    }
}
