using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux net (niu): the mailbox page that was allocated is unmapped as if it had been shared.
internal sealed unsafe class NiuMailbox<THal>(Device nic)
    where THal : struct, IHal
{
    private const int ReadMac = 7;

    public ulong ReadAddress()
    {
        DmaAllocation page = THal.DmaAlloc(1, BufferDirection.Both);
        if (page.Paddr == default)
        {
            return 0;
        }

        *(uint*)page.Vaddr = ReadMac;
        nic.Program(page.Paddr, HalConstants.PageSize);
        nic.Kick();
        ulong address = 0;
        if (nic.Wait(50))
        {
            address = *(ulong*)(page.Vaddr + 8) & 0xFFFF_FFFF_FFFF;
        }

        nic.Reset();
        THal.Unshare(page.Paddr, new DmaBuffer(page.Vaddr, HalConstants.PageSize), BufferDirection.Both); //! HAL1012
        return address;
    }
}
