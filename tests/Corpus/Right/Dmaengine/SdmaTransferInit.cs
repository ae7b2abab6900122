using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "dmaengine: imx-sdma: Fix a possible memory leak in sdma_transfer_init": the buffer descriptors were
// allocated, the channel's context could not be loaded, and the descriptor alone was freed.
public sealed unsafe class SdmaChannel<THal>(Mailbox sdma)
    where THal : struct, IHal
{
    private sealed class Transfer
    {
        public PhysAddr Descriptors { get; init; }

        public byte* Memory { get; init; }

        public nuint Pages { get; init; }
    }

    private Transfer? _active;

    public bool Prepare(int periods)
    {
        nuint pages = HalConstants.PagesFor((nuint)periods * 12);
        DmaAllocation bd = THal.DmaAlloc(pages, Both);
        if (bd.Paddr == default)
        {
            return false;
        }

        if (sdma.Execute(0x20, bd.Paddr) != 0)
        {
            Log.Info("sdma: context not loaded");
            _ = THal.DmaDealloc(bd.Paddr, bd.Vaddr, pages);
            return false;
        }

        _active = new Transfer { Descriptors = bd.Paddr, Memory = bd.Vaddr, Pages = pages };
        return true;
    }

    public void Release()
    {
        if (_active is { } transfer)
        {
            _active = null;
            _ = THal.DmaDealloc(transfer.Descriptors, transfer.Memory, transfer.Pages);
        }
    }
}
