using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The enumeration of a drive's namespaces, a page of identifiers at a time. The page is coherent memory of the enumeration; Dispose of
// the object gives it back once.
internal sealed unsafe class NamespaceList<THal> : IDisposable
    where THal : struct, IHal
{
    private const byte Identify = 0x06;
    private const int PerPage = HalConstants.PageSize / sizeof(uint);

    private readonly NvmeQueue _admin;
    private readonly Dma<THal> _page;

    public NamespaceList(NvmeQueue admin)
    {
        _admin = admin;
        _page = new Dma<THal>(1, DeviceToDriver);
    }

    public List<uint> Enumerate()
    {
        var found = new List<uint>();
        int command;
        while ((command = _admin.Submit(Identify, _page.Paddr, default)) >= 0)
        {
            _admin.RingDoorbell();
            while (!_admin.IsDone(command))
            {
            }

            uint* identifiers = _page.Pointer<uint>(0);
            int count = 0;
            while (count < PerPage && identifiers[count] != 0)
            {
                found.Add(identifiers[count++]);
            }

            if (count < PerPage)
            {
                break;
            }
        }

        return found;
    }

    public void Dispose() => _page.Dispose();
}
