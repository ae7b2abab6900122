using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "virtio_ring: fix unmap of indirect descriptors": the unwinding of an indirect table starts at entry 0.
public sealed unsafe class IndirectTable<THal>(Queue queue, Dma<THal> table)
    where THal : struct, IHal
{
    private readonly List<(PhysAddr Address, DmaBuffer Buffer)> _added = new();

    public int Add(DmaBuffer[] segments)
    {
        var addresses = new PhysAddr[segments.Length];
        Descriptor* descriptors = table.Pointer<Descriptor>(0);
        for (int i = 0; i < segments.Length; i++)
        {
            if (segments[i].Length > 1 << 20 || i >= 256)
            {
                for (int j = 0; j < i; j++)
                {
                    THal.Unshare(addresses[j], segments[j], DriverToDevice);
                }

                return -22;
            }

            addresses[i] = THal.Share(segments[i], DriverToDevice);
            descriptors[i].Address = addresses[i].Value;
            descriptors[i].Length = (uint)segments[i].Length;
        }

        for (int i = 0; i < segments.Length; i++)
        {
            _added.Add((addresses[i], segments[i]));
        }

        queue.Add(table.Paddr, table.RawSlice());
        return 0;
    }

    public void Reap()
    {
        foreach ((PhysAddr address, DmaBuffer buffer) in _added)
        {
            THal.Unshare(address, buffer, DriverToDevice);
        }

        _added.Clear();
    }
}
