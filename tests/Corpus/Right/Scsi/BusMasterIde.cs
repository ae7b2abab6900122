using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Bus-master IDE: regions must not cross 64 KiB, so an entry is cut at the boundary.</summary>
public sealed unsafe class BusMasterIde<THal>(MmioRegion registers, Dma<THal> table)
    where THal : struct, IHal
{
    private const uint EndOfTable = 0x8000_0000;

    public bool Transfer(DmaBuffer data, bool read)
    {
        BufferDirection direction = read ? DeviceToDriver : DriverToDevice;
        PhysAddr paddr = THal.Share(data, direction);
        bool good = Build(paddr, (uint)data.Length);
        if (good)
        {
            registers.Write32(4, (uint)table.Paddr.Value);
            registers.Write8(0, (byte)(read ? 9 : 1));
            good = Await();
            registers.Write8(0, 0);
        }

        THal.Unshare(paddr, data, direction);
        return good;
    }

    private bool Build(PhysAddr paddr, uint length)
    {
        uint* entry = table.Pointer<uint>(0);
        uint* last = null;
        uint* limit = entry + ((int)table.Length / sizeof(uint));
        if (paddr.Value + length > uint.MaxValue)
        {
            return false;
        }

        while (length > 0)
        {
            if (entry >= limit)
            {
                return false;
            }

            uint room = 0x10000 - (uint)(paddr.Value & 0xFFFF);
            uint bytes = Math.Min(room, length);
            entry[0] = (uint)paddr.Value;
            entry[1] = bytes & 0xFFFF;
            last = entry;
            entry += 2;
            paddr += (ulong)bytes;
            length -= bytes;
        }

        last[1] |= EndOfTable;
        return true;
    }

    private bool Await()
    {
        for (var deadline = Deadline.In(10_000); !deadline.Expired;)
        {
            byte status = registers.Read8(2);
            if ((status & 2) != 0)
            {
                return false;
            }

            if ((status & 5) == 4)
            {
                return true;
            }
        }

        return false;
    }
}
