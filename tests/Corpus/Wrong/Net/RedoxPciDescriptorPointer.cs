using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Redox (rtl8139d): the register is written with the driver's pointer of the DMA memory.
internal sealed unsafe class TransmitBuffers<THal>(MmioRegion registers)
    where THal : struct, IHal
{
    private const nuint FirstStart = 0x20;
    private const nuint Command = 0x37;

    public bool Send(ReadOnlySpan<byte> frame)
    {
        using var memory = new Dma<THal>(1, Both);
        byte* start = memory.Vaddr(0);
        frame.CopyTo(new Span<byte>(start, HalConstants.PageSize));
        registers.Write64(FirstStart, (ulong)start); //! HAL1015
        registers.Write8(Command, 0x0c);
        var deadline = Deadline.In(10);
        bool sent = false;
        while (!sent && !deadline.Expired)
        {
            sent = (registers.Read32(0x10) & 0x2000) != 0;
        }

        registers.Write8(Command, 0x10);
        return sent;
    }
}
