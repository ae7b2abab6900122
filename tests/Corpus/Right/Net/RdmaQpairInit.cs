using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in SPDK (nvmf, rdma): the label alone frees it.
public sealed unsafe class RdmaQpair<THal>(Mailbox adapter)
    where THal : struct, IHal
{
    private const uint CreateCq = 1;
    private const uint CreateQp = 2;
    private const nuint Pages = 8;

    private DmaAllocation _commands;

    public int Initialize()
    {
        if (_commands.Paddr != default)
        {
            return -17;
        }

        int error;
        var (paddr, vaddr) = THal.DmaAlloc(Pages, Both);
        if (paddr == default)
        {
            return -12;
        }

        error = adapter.Execute(CreateCq, paddr);
        if (error != 0)
        {
            Log.Info("rdma: no completion queue");
            goto fail;
        }

        error = adapter.Execute(CreateQp, paddr + HalConstants.PageSize);
        if (error != 0)
        {
            goto fail;
        }

        _commands = new DmaAllocation(paddr, vaddr);
        return 0;

    fail:
        _ = THal.DmaDealloc(paddr, vaddr, Pages);
        return error;
    }

    public int Destroy()
    {
        if (_commands.Paddr == default)
        {
            return 0;
        }

        int status = THal.DmaDealloc(_commands.Paddr, _commands.Vaddr, Pages);
        _commands = default;
        return status;
    }
}
