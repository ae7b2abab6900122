using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux mmc (wmt-sdmmc): the error path frees both pages.
internal sealed unsafe class WmtProbe<THal>(MmcController host, PowerDomain clock)
    where THal : struct, IHal
{
    private const int DescriptorPages = 2;

    private DmaAllocation _descriptors;

    public int Probe()
    {
        int error = clock.Enable();
        if (error < 0)
        {
            return error;
        }

        DmaAllocation descriptors = THal.DmaAlloc(DescriptorPages, BufferDirection.Both);
        if (descriptors.Paddr == default)
        {
            clock.Disable();
            return -12;
        }

        error = host.SendCommand(0, 0);
        if (error < 0)
        {
            _ = THal.DmaDealloc(descriptors.Paddr, descriptors.Vaddr, DescriptorPages);
            clock.Disable();
            return error;
        }

        host.SetDescriptorTable(descriptors.Paddr);
        _descriptors = descriptors;
        return 0;
    }

    public void Remove()
    {
        host.StopTransfer();
        _ = THal.DmaDealloc(_descriptors.Paddr, _descriptors.Vaddr, DescriptorPages);
        clock.Disable();
    }
}
