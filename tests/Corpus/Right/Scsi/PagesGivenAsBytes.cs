using Hal;
using Devices;

/// <summary>A UFS host whose error path frees as many pages as it took.</summary>
public sealed unsafe class UfsCommandBuffer<THal>
    where THal : struct, IHal
{
    private readonly Device _host = new();

    public byte* Allocate(out PhysAddr address)
    {
        const int Pages = 3;
        DmaAllocation command = THal.DmaAlloc(Pages, BufferDirection.Both);
        address = command.Paddr;
        if (command.Paddr == default)
        {
            return null;
        }

        if (!_host.Submit(command.Paddr, Pages * HalConstants.PageSize))
        {
            int status = THal.DmaDealloc(command.Paddr, command.Vaddr, Pages);
            Log.Info($"no command buffer: {status}");
            return null;
        }

        return command.Vaddr;
    }
}
