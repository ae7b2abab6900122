using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in DPDK (vdpa/ifc): the roll-back starts with the region before it.
public sealed unsafe class IfcvfMemory<THal>(Device vhost)
    where THal : struct, IHal
{
    private Shared<THal>[] _regions = [];

    public int Map(IReadOnlyList<DmaBuffer> regions)
    {
        if (_regions.Length > 0)
        {
            return -16;
        }

        var mapped = new Shared<THal>[regions.Count];
        for (int i = 0; i < regions.Count; i++)
        {
            mapped[i] = new Shared<THal>(regions[i], Both);
            if (vhost.Submit(mapped[i].Paddr, regions[i].Length))
            {
                continue;
            }

            mapped[i].Unshare();
            for (int j = i - 1; j >= 0; j--)
            {
                mapped[j].Unshare();
            }

            return -14;
        }

        _regions = mapped;
        return 0;
    }

    public void Unmap()
    {
        vhost.Reset();
        Array.ForEach(_regions, region => region.Unshare());
        _regions = [];
    }
}
