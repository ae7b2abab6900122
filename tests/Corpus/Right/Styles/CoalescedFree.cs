using Devices;
using Hal;

public sealed unsafe class CoalescedFree<THal>(VirtioTransport transport) where THal : struct, IHal
{
    private struct Area
    {
        public PhysAddr Paddr;
        public byte* Vaddr;
        public nuint Pages;
    }

    private Area _descriptors;
    private Area _used;

    private static bool Allocate(ref Area area, nuint pages)
    {
        var (paddr, vaddr) = THal.DmaAlloc(pages, BufferDirection.Both);
        if (paddr == default)
        {
            return false;
        }

        area = new Area { Paddr = paddr, Vaddr = vaddr, Pages = pages };
        return true;
    }

    private static void Free(ref Area area)
    {
        if (area.Vaddr == null)
        {
            return;
        }

        int status = THal.DmaDealloc(area.Paddr, area.Vaddr, area.Pages);
        area = default;
        Panic.Unless(status == 0, "DMA memory was not freed");
    }

    public bool Start()
    {
        if (!Allocate(ref _descriptors, 2) || !Allocate(ref _used, 1) || !transport.SetQueue(0, _descriptors.Paddr, 128))
        {
            Stop();
            return false;
        }

        return true;
    }

    public void Stop()
    {
        transport.Reset();
        Free(ref _used);
        Free(ref _descriptors);
    }

    public bool Probe()
    {
        Area area = default;
        if (!Allocate(ref area, 1))
        {
            return false;
        }

        bool ok = transport.SetQueue(3, area.Paddr, 1);
        transport.Reset();
        Free(ref area);
        return ok;
    }
}
