using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux remoteproc (qcom_q6v5_mss): when the memory cannot be assigned to the modem, the metadata is not given back.
public sealed unsafe class Q6v5Modem<THal>(Mailbox modem)
    where THal : struct, IHal
{
    private const uint Assign = 1;
    private const uint Authenticate = 2;
    private const uint Reclaim = 3;

    public int InitImage(ReadOnlySpan<byte> metadata)
    {
        nuint pages = HalConstants.PagesFor((nuint)metadata.Length);
        DmaAllocation memory = THal.DmaAlloc(pages, DriverToDevice); //! HAL2002
        if (memory.Paddr == default)
        {
            return -12;
        }

        metadata.CopyTo(new Span<byte>(memory.Vaddr, metadata.Length));
        int error = modem.Execute(Assign, memory.Paddr);
        if (error != 0)
        {
            Log.Info("mss: the metadata was not assigned");
            return error;
        }

        error = modem.Execute(Authenticate, memory.Paddr);
        if (modem.Execute(Reclaim, memory.Paddr) != 0)
        {
            // The modem kept the pages: they cannot be given back any more.
            DmaOwnership.Abandon<THal>(memory.Paddr);
            return -5;
        }

        _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, pages);
        return error;
    }
}
