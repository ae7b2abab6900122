using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "xen/gntdev: Prevent leaking grants" (0991028cd495): when one grant of a batch could not be mapped, the others
// were mapped and their handles lost.
public sealed unsafe class GntdevMap<THal>(Mailbox hypervisor)
    where THal : struct, IHal
{
    private readonly List<Shared<THal>> _map = [];

    public int MapGrants(ReadOnlySpan<DmaBuffer> pages)
    {
        var operations = new List<Shared<THal>>();
        int error = 0;
        foreach (DmaBuffer page in pages)
        {
            var grant = new Shared<THal>(page, Both);
            operations.Add(grant);
            if (hypervisor.Execute(0, grant.Paddr) != 0)
            {
                error = -22;
            }
        }

        if (error != 0)
        {
            foreach (Shared<THal> grant in operations)
            {
                grant.Unshare();
            }

            return error;
        }

        _map.AddRange(operations);
        return 0;
    }

    public void UnmapGrants()
    {
        foreach (Shared<THal> grant in _map)
        {
            grant.Unshare();
        }

        _map.Clear();
    }
}
