using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux net (cassini): the init block is freed on the way out of the error.
internal sealed unsafe class Cassini<THal>(Device card, InterruptLine line)
    where THal : struct, IHal
{
    private const int BlockPages = 2;

    private DmaAllocation _block;

    public int Probe()
    {
        if (!card.Poll())
        {
            return -19;
        }

        DmaAllocation block = THal.DmaAlloc(BlockPages, BufferDirection.Both);
        if (block.Paddr == default)
        {
            Log.Info("no memory for the init block");
            return -12;
        }

        *(ulong*)block.Vaddr = 1;
        if (!line.TryAttach(OnInterrupt))
        {
            Log.Info("the line is taken");
            _ = THal.DmaDealloc(block.Paddr, block.Vaddr, BlockPages);
            return -16;
        }

        card.Program(block.Paddr, BlockPages * HalConstants.PageSize);
        _block = block;
        return 0;
    }

    public int Remove()
    {
        line.Detach();
        card.Reset();
        return THal.DmaDealloc(_block.Paddr, _block.Vaddr, BlockPages);
    }

    private void OnInterrupt() => card.WriteRegister(0x10, card.ReadRegister(0x10));
}
