using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "media: coda: Add check for dcoda_iram_alloc": the allocation is tested first.
public sealed unsafe class WorkBuffer<THal>(Device codec)
    where THal : struct, IHal
{
    private const nuint Pages = 16;

    private DmaAllocation _work;

    public bool Open(uint format)
    {
        if (_work.Paddr != default)
        {
            return false;
        }

        DmaAllocation work = THal.DmaAlloc(Pages, BufferDirection.Both);
        if (work.Paddr == default)
        {
            return false;
        }

        *(uint*)work.Vaddr = format;
        codec.Program(work.Paddr, (int)Pages * HalConstants.PageSize);
        _work = work;
        return true;
    }

    public int Close()
    {
        if (_work.Paddr == default)
        {
            return 0;
        }

        codec.Reset();
        int status = THal.DmaDealloc(_work.Paddr, _work.Vaddr, Pages);
        _work = default;
        return status;
    }
}
