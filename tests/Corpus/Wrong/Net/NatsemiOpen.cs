using Devices;
using Hal;

namespace Drivers;

// Follows a fix in iPXE: "stopped memory leak in natsemi::nat_open()": open gives up because there is no packet for the first slot, and
// forgets the descriptor page.
public sealed unsafe class Natsemi<THal>(Device chip, NetPort port)
    where THal : struct, IHal
{
    private DmaAllocation _descriptors;
    private Packet? _packet;

    public int Open()
    {
        DmaAllocation page = THal.DmaAlloc(1, BufferDirection.Both); //! HAL2002
        if (page.Paddr == default)
        {
            return -12;
        }

        var entry = (Descriptor*)page.Vaddr;
        entry->Flags = 0x8000;
        Packet? packet = port.Allocate(1536);
        if (packet is null)
        {
            return -12;
        }

        chip.Program(page.Paddr, sizeof(Descriptor));
        _packet = packet;
        _descriptors = page;
        return 0;
    }

    public int Close()
    {
        if (_descriptors.Paddr == default)
        {
            return 0;
        }

        chip.Reset();
        _packet?.Free();
        _packet = null;
        DmaAllocation page = _descriptors;
        _descriptors = default;
        return THal.DmaDealloc(page.Paddr, page.Vaddr, 1);
    }
}
