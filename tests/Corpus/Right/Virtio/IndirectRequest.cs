using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A request with an indirect table: the table is DMA memory, the parts are shared, and all go together.</summary>
public static unsafe class IndirectRequest<THal>
    where THal : struct, IHal
{
    public static int Run(VirtioTransport transport, Ring ring, ReadOnlySpan<DmaBuffer> readable, ReadOnlySpan<DmaBuffer> writable)
    {
        int total = readable.Length + writable.Length;
        using var table = new Dma<THal>(HalConstants.PagesFor((nuint)(total * sizeof(Descriptor))), DriverToDevice);
        Descriptor* descriptors = table.Pointer<Descriptor>(0);
        for (int i = 0; i < total; i++)
        {
            bool writes = i >= readable.Length;
            DmaBuffer part = writes ? writable[i - readable.Length] : readable[i];
            descriptors[i].Address = THal.Share(part, writes ? DeviceToDriver : DriverToDevice).Value;
            descriptors[i].Length = (uint)part.Length;
            descriptors[i].Flags = (ushort)((writes ? 2 : 0) | (i + 1 < total ? 1 : 0));
            descriptors[i].Next = (ushort)(i + 1);
        }

        int error = 0;
        if (ring.TryPost(table.Paddr, total * sizeof(Descriptor), out int slot))
        {
            transport.Notify(0);
            while (!ring.IsDone(slot) && !transport.Broken)
            {
                Thread.SpinWait(10);
            }

            if (transport.Broken)
            {
                transport.Reset();
                error = -5;
            }
        }
        else
        {
            error = -28;
        }

        for (int i = 0; i < total; i++)
        {
            var address = new PhysAddr(descriptors[i].Address);
            if (i < readable.Length)
            {
                THal.Unshare(address, readable[i], DriverToDevice);
            }
            else
            {
                THal.Unshare(address, writable[i - readable.Length], DeviceToDriver);
            }
        }

        return error;
    }
}
