using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in DPDK (net/qede): Remove stops the port, which frees the status block, and frees it again.
internal sealed unsafe class QedePort<THal>(Device port, InterruptLine line)
    where THal : struct, IHal
{
    private const int BlockPages = 1;

    private DmaAllocation _block;

    public int Start()
    {
        DmaAllocation block = THal.DmaAlloc(BlockPages, BufferDirection.Both);
        if (block.Paddr == default)
        {
            return -12;
        }

        _block = block;
        port.Program(block.Paddr, HalConstants.PageSize);
        return 0;
    }

    public uint Index() => Volatile.Read(ref *(uint*)_block.Vaddr);

    public int Remove()
    {
        line.Detach();
        int status = Stop();
        status |= THal.DmaDealloc(_block.Paddr, _block.Vaddr, BlockPages); //! HAL2003
        _block = default;
        return status;
    }

    private int Stop()
    {
        port.Reset();
        return THal.DmaDealloc(_block.Paddr, _block.Vaddr, BlockPages);
    }
}
