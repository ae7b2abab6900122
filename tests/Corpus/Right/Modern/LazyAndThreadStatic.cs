using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Memory that is made on first use, for the process and for a thread.
public static class LazyAndThreadStatic<THal>
    where THal : struct, IHal
{
    private static readonly Lazy<Dma<THal>> s_mailbox = new(() => new Dma<THal>(1, Both));

    [ThreadStatic]
    private static PinnedBuffer? t_scratch;

    private static PinnedBuffer Scratch => t_scratch ??= new PinnedBuffer(512);

    public static int Post(Mailbox mailbox, uint opcode, ReadOnlySpan<byte> payload)
    {
        if (payload.Length <= 64)
        {
            payload.CopyTo(s_mailbox.Value.AsSpan());
            return mailbox.Execute(opcode, s_mailbox.Value.Paddr);
        }

        DmaBuffer scratch = Scratch.Buffer.Slice(0, payload.Length);
        payload.CopyTo(scratch.AsSpan());
        PhysAddr paddr = THal.Share(scratch, DriverToDevice);
        int error = mailbox.Execute(opcode, paddr);
        THal.Unshare(paddr, scratch, DriverToDevice);
        return error;
    }
}
