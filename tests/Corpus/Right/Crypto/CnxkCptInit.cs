using Devices;
using Hal;

namespace Drivers;

// Follows a fix in DPDK: "common/cnxk: fix memory leak in CPT init": the error label frees both blocks.
public sealed unsafe class AdapterMemory<THal>(Device adapter)
    where THal : struct, IHal
{
    public DmaAllocation InitBlock { get; private set; }

    public DmaAllocation ResponseBlock { get; private set; }

    public int Allocate()
    {
        if (InitBlock.Paddr != default)
        {
            return -16;
        }

        DmaAllocation init = THal.DmaAlloc(1, BufferDirection.Both);
        if (init.Paddr == default)
        {
            return -12;
        }

        DmaAllocation response = THal.DmaAlloc(2, BufferDirection.Both);
        if (response.Paddr == default)
        {
            _ = THal.DmaDealloc(init.Paddr, init.Vaddr, 1);
            return -12;
        }

        if (!adapter.Submit(init.Paddr) || !adapter.Submit(response.Paddr))
        {
            goto fail;
        }

        InitBlock = init;
        ResponseBlock = response;
        return 0;

    fail:
        adapter.Reset();
        _ = THal.DmaDealloc(response.Paddr, response.Vaddr, 2);
        _ = THal.DmaDealloc(init.Paddr, init.Vaddr, 1);
        return -5;
    }

    public int Free()
    {
        if (InitBlock.Paddr == default)
        {
            return 0;
        }

        adapter.Reset();
        int status = THal.DmaDealloc(ResponseBlock.Paddr, ResponseBlock.Vaddr, 2)
            | THal.DmaDealloc(InitBlock.Paddr, InitBlock.Vaddr, 1);
        InitBlock = default;
        ResponseBlock = default;
        return status;
    }
}
