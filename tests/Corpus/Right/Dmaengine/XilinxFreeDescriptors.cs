using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "dmaengine: xilinx_dma: Free BD consistent memory": the block is given back by its own address.
public sealed unsafe class DescriptorBlock<THal>(Device channel)
    where THal : struct, IHal
{
    private const int HeaderSize = 64;

    public int RunOnce(int count)
    {
        if (count <= 0 || count > 1000)
        {
            return -22;
        }

        nuint pages = HalConstants.PagesFor((nuint)(HeaderSize * (count + 1)));
        DmaAllocation block = THal.DmaAlloc(pages, BufferDirection.Both);
        if (block.Paddr == default)
        {
            return -12;
        }

        PhysAddr first = block.Paddr + HeaderSize;
        channel.Program(first, HeaderSize * count);
        int status = channel.Wait(100) ? 0 : -110;
        channel.Reset();
        return status | THal.DmaDealloc(block.Paddr, block.Vaddr, pages);
    }
}
