using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Formats a track: the controller reads four bytes for each sector from memory. A timeout resets the controller before the table of the
// track is written for the next attempt.
public sealed unsafe class TrackFormatter<THal>(Device controller) : IDisposable
    where THal : struct, IHal
{
    private const int Sectors = 18;
    private readonly PinnedBuffer _table = new(Sectors * 4);

    public bool FormatDisk(int cylinders)
    {
        for (int cylinder = 0; cylinder < cylinders; cylinder++)
        {
            for (int head = 0; head < 2; head++)
            {
                bool formatted = false;
                for (int retry = 0; retry < 3 && !formatted; retry++)
                {
                    formatted = FormatTrack(cylinder, head);
                }

                if (!formatted)
                {
                    return false;
                }
            }
        }

        return true;
    }

    public void Dispose() => _table.Dispose();

    private bool FormatTrack(int cylinder, int head)
    {
        DmaBuffer table = _table.Buffer;
        for (int sector = 0; sector < Sectors; sector++)
        {
            table[sector * 4] = (byte)cylinder;
            table[sector * 4 + 1] = (byte)head;
            table[sector * 4 + 2] = (byte)(sector + 1);
            table[sector * 4 + 3] = 2;
        }

        PhysAddr address = THal.Share(table, DriverToDevice);
        controller.Program(address, table.Length);
        controller.WriteRegister(5, 0x4D);
        bool interrupted = controller.Wait(1000);
        if (!interrupted)
        {
            controller.Reset();
        }

        THal.Unshare(address, table, DriverToDevice);
        return interrupted && (controller.ReadRegister(0) & 0xC0) == 0;
    }
}
