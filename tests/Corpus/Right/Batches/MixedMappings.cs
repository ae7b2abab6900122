using System;
using System.Linq;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Some fragments lie in the driver's own DMA memory already and need no share; the array tells which do.</summary>
public sealed class MixedMappings<THal>(NetPort port, Dma<THal> pool)
    where THal : struct, IHal
{
    private readonly record struct Part(PhysAddr Paddr, DmaBuffer Buffer, bool IsShared);

    private unsafe bool TryLocate(DmaBuffer buffer, out PhysAddr paddr)
    {
        byte* start = pool.Vaddr(0);
        if (buffer.Pointer < start || buffer.Pointer + buffer.Length > start + pool.Length)
        {
            paddr = default;
            return false;
        }

        paddr = pool.PaddrAt((nuint)(buffer.Pointer - start));
        return true;
    }

    public void Send(ReadOnlySpan<DmaBuffer> buffers)
    {
        var parts = new Part[buffers.Length];
        for (int i = 0; i < buffers.Length; i++)
        {
            parts[i] = TryLocate(buffers[i], out PhysAddr own)
                ? new Part(own, buffers[i], IsShared: false)
                : new Part(THal.Share(buffers[i], DriverToDevice), buffers[i], IsShared: true);
        }

        port.TransmitParts(parts.Select(p => p.Paddr).ToArray(), parts.Select(p => p.Buffer.Length).ToArray());
        int done = 0;
        while (done < parts.Length)
        {
            done += port.ReapTransmitted();
            Thread.Yield();
        }

        foreach (Part part in parts)
        {
            if (part.IsShared)
            {
                THal.Unshare(part.Paddr, part.Buffer, DriverToDevice);
            }
        }
    }
}
