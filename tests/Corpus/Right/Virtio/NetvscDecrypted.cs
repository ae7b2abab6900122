using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "hv_netvsc: Don't free decrypted memory": pages that the host did not give up are reported, and not counted as
// free.
public sealed class SendBuffer<THal>
    where THal : struct, IHal
{
    private readonly nuint _pages;
    private DmaAllocation _memory;

    public SendBuffer(nuint pages)
    {
        DmaAllocation memory = THal.DmaAlloc(pages, BufferDirection.Both);
        if (memory.Paddr == default)
        {
            throw new DmaException("no memory for the send buffer");
        }

        _memory = memory;
        _pages = pages;
    }

    public bool Revoked { get; set; }

    public nuint FreePages { get; private set; }

    public unsafe void Free()
    {
        DmaAllocation memory = _memory;
        if (!Revoked || memory.Paddr == default)
        {
            return;
        }

        _memory = default;
        if (THal.DmaDealloc(memory.Paddr, memory.Vaddr, _pages) != 0)
        {
            Log.Info("the host keeps the pages of the send buffer");
            return;
        }

        FreePages += _pages;
    }
}
