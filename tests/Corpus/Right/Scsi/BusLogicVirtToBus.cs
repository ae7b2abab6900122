using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux scsi (BusLogic): the adapter gets the address that the allocation has for the mailbox.
internal sealed unsafe class BusLogicAdapter<THal>(Device adapter) : IDisposable
    where THal : struct, IHal
{
    private const int MailboxSize = 8;

    private readonly Dma<THal> _mailboxes = new(1, BufferDirection.Both);

    public bool Start(int count)
    {
        for (int i = 0; i < count; i++)
        {
            ulong* mailbox = _mailboxes.Pointer<ulong>((nuint)(i * MailboxSize));
            *mailbox = 0;
        }

        byte* incoming = _mailboxes.Vaddr(count * MailboxSize);
        *incoming = 0;
        adapter.Program(_mailboxes.Paddr, count * MailboxSize);
        adapter.Program(_mailboxes.PaddrAt((nuint)(count * MailboxSize)), count * MailboxSize);
        return adapter.Wait(100);
    }

    public void Dispose()
    {
        adapter.Reset();
        _mailboxes.Dispose();
    }
}
