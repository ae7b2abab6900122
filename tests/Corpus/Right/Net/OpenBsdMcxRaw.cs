using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in OpenBSD (mcx): the pages are freed whatever the status of the firmware.
internal sealed unsafe class FirmwareCommand<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const nuint MailboxPages = 3;

    public int Query(uint opcode, Span<uint> reply)
    {
        DmaAllocation boxes = THal.DmaAlloc(MailboxPages, Both);
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
        }
        while (false);

        int freed = THal.DmaDealloc(boxes.Paddr, boxes.Vaddr, MailboxPages);
        return error != 0 ? error : freed;
    }
}
