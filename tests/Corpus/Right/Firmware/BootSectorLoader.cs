using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Firmware that loads the first sectors of a disk to find something to start. The scope ends the share before the signature is read; a
// missing answer resets the disk inside of the scope.
public static class BootSectorLoader
{
    private const int SectorBytes = 512;

    public static int FindBootable<THal>(Device[] disks)
        where THal : struct, IHal
    {
        using var sector = new PinnedBuffer(SectorBytes);
        for (int i = 0; i < disks.Length; i++)
        {
            if (!TryLoad<THal>(disks[i], sector.Buffer))
            {
                Log.Info("no answer from a disk");
                continue;
            }

            if (IsBootSector(sector.Buffer.AsReadOnlySpan()))
            {
                return i;
            }

            sector.Buffer.AsSpan().Clear();
        }

        return -1;
    }

    private static bool TryLoad<THal>(Device disk, DmaBuffer sector)
        where THal : struct, IHal
    {
        using var shared = new SharedScope<THal>(sector, DeviceToDriver);
        if (!disk.Submit(shared.Paddr, sector.Length))
        {
            return false;
        }

        for (int tries = 0; tries < 10; tries++)
        {
            if (disk.Poll())
            {
                return true;
            }

            Thread.Sleep(10);
        }

        disk.Reset();
        return false;
    }

    private static bool IsBootSector(ReadOnlySpan<byte> sector) => sector[510] == 0x55 && sector[511] == 0xAA;
}
