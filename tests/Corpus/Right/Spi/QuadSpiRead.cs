using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Reads from flash: head and tail by registers, the aligned middle by DMA.</summary>
public sealed unsafe class QuadSpiRead<THal>(MmioRegion registers, Device dma)
    where THal : struct, IHal
{
    private const int Line = 64;

    public int Read(uint from, DmaBuffer into)
    {
        int head = Math.Min(into.Length, (int)((Line - ((nuint)into.Pointer % Line)) % Line));
        int middle = (into.Length - head) / Line * Line;
        int tail = into.Length - head - middle;
        Programmed(from, into.AsSpan()[..head]);
        if (middle > 0)
        {
            int error = ByDma(from + (uint)head, into.Slice(head, middle));
            if (error != 0)
            {
                return error;
            }
        }

        Programmed(from + (uint)(head + middle), into.AsSpan()[^tail..]);
        return 0;
    }

    private void Programmed(uint from, Span<byte> into)
    {
        registers.Write32(0x00, from);
        foreach (ref byte b in into)
        {
            b = registers.Read8(0x10);
        }
    }

    private int ByDma(uint from, DmaBuffer into)
    {
        using var mapped = new SharedScope<THal>(into, DeviceToDriver);
        registers.Write32(0x00, from);
        registers.Write64(0x20, mapped.Paddr.Value);
        registers.Write32(0x28, (uint)mapped.Buffer.Length);
        registers.Write32(0x2C, 1);
        if (dma.Wait(500))
        {
            return 0;
        }

        registers.Write32(0x2C, 0);
        dma.Reset();
        return -110;
    }
}
