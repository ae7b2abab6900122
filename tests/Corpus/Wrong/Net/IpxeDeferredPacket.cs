using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in iPXE: "[netdevice] Fix erroneous use of free(iobuf) instead of free_iob(iobuf)" (14722c27d): a deferred packet, which
// lies in memory of its own, was given back by the function for something else.
public unsafe class NetDiscard<THal>(NetPort port)
    where THal : struct, IHal
{
    private const nuint BufferPages = 1;

    public int Transmit(ReadOnlySpan<byte> frame)
    {
        DmaAllocation iobuf = THal.DmaAlloc(BufferPages, Both);
        if (iobuf.Paddr == default)
        {
            return -12;
        }

        frame.CopyTo(new Span<byte>(iobuf.Vaddr, HalConstants.PageSize));
        if (port.TransmitSpace == 0)
        {
            Log.Info("discarded");
            THal.Unshare(iobuf.Paddr, new DmaBuffer(iobuf.Vaddr, HalConstants.PageSize), Both); //! HAL1012
            return -105;
        }

        bool sent = port.Transmit(iobuf.Paddr, frame.Length);
        while (port.ReapTransmitted() == 0 && sent)
        {
        }

        return THal.DmaDealloc(iobuf.Paddr, iobuf.Vaddr, BufferPages);
    }
}
