using System;
using Hal;
using Devices;

/// <summary>An accelerator card's write whose pages are given back when they were sent.</summary>
public sealed class CardWrite<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public long Write(ReadOnlySpan<DmaBuffer> pages, PhysAddr card)
    {
        long sent = 0;
        foreach (ref readonly DmaBuffer page in pages)
        {
            PhysAddr address = THal.Share(page, BufferDirection.DriverToDevice);
            int cookie = _engine.Submit(address, card + (ulong)sent, page.Length);
            bool done = _engine.WaitFor(cookie, 5000);
            THal.Unshare(address, page, BufferDirection.DriverToDevice);
            if (!done)
            {
                break;
            }

            sent += page.Length;
        }

        return sent;
    }
}
