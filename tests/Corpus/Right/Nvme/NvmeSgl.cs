using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>An NVMe command whose data is a scatter list; the list itself is shared with the command.</summary>
public sealed unsafe class NvmeSgl<THal>(NvmeQueue queue, Device controller)
    where THal : struct, IHal
{
    private struct SglDescriptor
    {
        public ulong Address;
        public uint Length;
        public uint Type;
    }

    public int Write(IReadOnlyList<DmaBuffer> parts)
    {
        int mapped = 0;
        int result;
        using var list = new PinnedBuffer(Math.Max(parts.Count, 1) * sizeof(SglDescriptor));
        var addresses = new PhysAddr[parts.Count];
        Span<SglDescriptor> sgl = MemoryMarshal.Cast<byte, SglDescriptor>(list.Buffer.AsSpan());
        for (; mapped < parts.Count; mapped++)
        {
            try
            {
                addresses[mapped] = THal.Share(parts[mapped], DriverToDevice);
            }
            catch (DmaException)
            {
                result = -12;
                goto Unmap;
            }

            sgl[mapped] = new SglDescriptor { Address = addresses[mapped].Value, Length = (uint)parts[mapped].Length };
        }

        PhysAddr table = THal.Share(list.Buffer, DriverToDevice);
        result = queue.Submit(1, table, default);
        if (result >= 0)
        {
            int command = result;
            queue.RingDoorbell();
            var deadline = Deadline.In(5000);
            while (!queue.IsDone(command) && !deadline.Expired)
            {
                Thread.Yield();
            }

            if (!queue.IsDone(command))
            {
                controller.Reset();
                result = -110;
            }
            else
            {
                result = queue.Error;
            }
        }

        THal.Unshare(table, list.Buffer, DriverToDevice);
    Unmap:
        while (--mapped >= 0)
        {
            THal.Unshare(addresses[mapped], parts[mapped], DriverToDevice);
        }

        return result;
    }
}
