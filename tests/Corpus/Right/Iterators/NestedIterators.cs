using System;
using System.Collections.Generic;
using System.Text;
using Devices;
using Hal;

namespace Drivers;

// Like layered readers: sectors from a disk, records from sectors, and the fields from records, by iterators. The lowest layer shares
// and ends within one step; memory belongs to the iterator and goes with it.
public sealed class RecordReader<THal>(Device disk)
    where THal : struct, IHal
{
    private const int SectorBytes = 512;

    public IEnumerable<string> Names(ulong first, int sectors)
    {
        foreach (byte[] record in Records(first, sectors))
        {
            int end = Array.IndexOf(record, (byte)0);
            yield return Encoding.ASCII.GetString(record, 0, end < 0 ? record.Length : end);
        }
    }

    private IEnumerable<byte[]> Records(ulong first, int sectors)
    {
        foreach (byte[] sector in Sectors(first, sectors))
        {
            for (int at = 0; at + 32 <= sector.Length; at += 32)
            {
                if (sector[at] != 0xE5)
                {
                    yield return sector[at..(at + 32)];
                }
            }
        }
    }

    private IEnumerable<byte[]> Sectors(ulong first, int count)
    {
        using var memory = new PinnedBuffer(SectorBytes);
        for (int i = 0; i < count; i++)
        {
            if (!ReadOne(first + (ulong)i, memory.Buffer))
            {
                yield break;
            }

            yield return memory.Buffer.AsReadOnlySpan().ToArray();
        }
    }

    private bool ReadOne(ulong sector, DmaBuffer into)
    {
        disk.WriteRegister(0x08, sector);
        PhysAddr address = THal.Share(into, BufferDirection.DeviceToDriver);
        bool started = disk.Submit(address, into.Length);
        bool done = started && disk.Wait(500);
        if (started && !done)
        {
            disk.Reset();
        }

        THal.Unshare(address, into, BufferDirection.DeviceToDriver);
        return done;
    }
}
