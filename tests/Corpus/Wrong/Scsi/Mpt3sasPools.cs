using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "scsi: mpt3sas: Fix double free warnings": a lookup table was freed where it could not be filled, and again by
// the common exit.
public sealed unsafe class Mpt3sasPools<THal>(Mailbox board)
    where THal : struct, IHal
{
    public DmaAllocation Lookup { get; private set; }

    public int Allocate(nuint pages)
    {
        DmaAllocation lookup = THal.DmaAlloc(pages, Both);
        if (lookup.Paddr == default)
        {
            return -12;
        }

        int error = board.Execute(0x61, lookup.Paddr);
        if (error != 0)
        {
            Log.Info("mpt3sas: the board refused the table");
            _ = THal.DmaDealloc(lookup.Paddr, lookup.Vaddr, pages);
            goto exit;
        }

        error = board.Execute(0x62, lookup.Paddr + 4096);
        if (error == 0)
        {
            Lookup = lookup;
            return 0;
        }

    exit:
        _ = THal.DmaDealloc(lookup.Paddr, lookup.Vaddr, pages); //! HAL2003
        return error;
    }
}
