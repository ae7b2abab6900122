using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux and NetBSD (atm and old network drivers): the adapter is told the pointer of the cell.
internal sealed unsafe class CellSender<THal>(Device adapter)
    where THal : struct, IHal
{
    private const int CellBytes = 53;

    public bool Send(byte* cell, byte header)
    {
        cell[0] = header;
        cell[4] = 0;
        var address = new PhysAddr((ulong)cell);
        if (!adapter.Submit(address, CellBytes)) //! HAL1015
        {
            return false;
        }

        bool sent = adapter.Wait(5);
        if (!sent)
        {
            adapter.Reset();
        }

        return sent;
    }
}
