using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Packet commands to an optical drive with a table of regions in DMA memory. The table holds the addresses of the shares of this command
// only; they end after the drive has stopped.
public sealed unsafe class AtapiPacket<THal>(Device drive) : IDisposable
    where THal : struct, IHal
{
    private struct Region
    {
        public uint Address;
        public ushort Count;
        public ushort Last;
    }

    private const int MostRegions = 64;
    private readonly Dma<THal> _table = new(1, DriverToDevice);

    public bool Read(DmaBuffer[] parts)
    {
        if (parts.Length is 0 or > MostRegions)
        {
            return false;
        }

        var addresses = new PhysAddr[parts.Length];
        int filled = 0;
        bool good = false;
        try
        {
            for (; filled < parts.Length; filled++)
            {
                addresses[filled] = THal.Share(parts[filled], DeviceToDriver);
                Region* region = _table.Pointer<Region>((nuint)(filled * sizeof(Region)));
                region->Address = checked((uint)addresses[filled].Value);
                region->Count = (ushort)parts[filled].Length;
                region->Last = (ushort)(filled == parts.Length - 1 ? 0x8000 : 0);
            }

            good = drive.Submit(_table.Paddr, parts.Length * sizeof(Region)) && drive.Wait(10_000);
        }
        catch (OverflowException)
        {
            // This part is above 4 GiB; it was shared and is not counted yet.
            filled++;
        }
        finally
        {
            if (!good)
            {
                drive.Reset();
            }

            for (int i = 0; i < filled; i++)
            {
                THal.Unshare(addresses[i], parts[i], DeviceToDriver);
            }
        }

        return good;
    }

    public void Dispose() => _table.Dispose();
}
