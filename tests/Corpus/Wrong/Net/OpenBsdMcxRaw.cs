using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in OpenBSD (mcx): a bad status of the firmware breaks out of the block that frees the pages.
internal sealed unsafe class FirmwareCommand<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const nuint MailboxPages = 3;

    public int Query(uint opcode, Span<uint> reply)
    {
        DmaAllocation boxes = THal.DmaAlloc(MailboxPages, Both); //! HAL2002 (no fix: jump)
        if (boxes.Paddr == default)
        {
            return -12;
        }

        int error;
        do
        {
            error = firmware.Execute(opcode, boxes.Paddr);
            if (error != 0)
            {
                break;
            }

            new ReadOnlySpan<uint>(boxes.Vaddr, Math.Min(reply.Length, 1024)).CopyTo(reply);
            error = THal.DmaDealloc(boxes.Paddr, boxes.Vaddr, MailboxPages);
        }
        while (false);

        return error;
    }
}
