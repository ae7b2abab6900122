using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (hci_bcm and other firmware patchers): the caller of the helper has the duty, and continues with the next record.
internal sealed class PatchLoader<THal>(Mailbox controller)
    where THal : struct, IHal
{
    [return: MustUnshare]
    private static PhysAddr Map(DmaBuffer record) => THal.Share(record, DriverToDevice);

    public int Load(IReadOnlyList<DmaBuffer> records)
    {
        int written = 0;
        foreach (DmaBuffer record in records)
        {
            PhysAddr address = Map(record); //! HAL1002
            if (record.Length < 3)
            {
                continue;
            }

            int error = controller.Execute(0xFC4C, address);
            THal.Unshare(address, record, DriverToDevice);
            if (error < 0)
            {
                return error;
            }

            written++;
        }

        return written;
    }
}
