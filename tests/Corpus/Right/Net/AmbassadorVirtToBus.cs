using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux and NetBSD (atm and old network drivers): the cell is shared and its address is told.
internal sealed unsafe class CellSender<THal>(Device adapter)
    where THal : struct, IHal
{
    private const int CellBytes = 53;

    public bool Send(byte* cell, byte header)
    {
        cell[0] = header;
        cell[4] = 0;
        var buffer = new DmaBuffer(cell, CellBytes);
        PhysAddr address = THal.Share(buffer, DriverToDevice);
        bool sent = adapter.Submit(address, CellBytes) && adapter.Wait(5);
        if (!sent)
        {
            adapter.Reset();
        }

        THal.Unshare(address, buffer, DriverToDevice);

        return sent;
    }
}
