using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux scsi (BusLogic): the adapter gets the pointer of a mailbox as its address.
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
        adapter.Program(new PhysAddr((ulong)incoming), count * MailboxSize); //! HAL1015
        return adapter.Wait(100);
    }

    public void Dispose()
    {
        adapter.Reset();
        _mailboxes.Dispose();
    }
}
