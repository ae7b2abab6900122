using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Asks a zoned disk for its zones in pages, until the report says that there are no more. The page is shared once for each question and
// parsed between the questions.
public sealed class ZoneReport<THal>(NvmeQueue queue, Device controller)
    where THal : struct, IHal
{
    public readonly record struct Zone(ulong Start, ulong WritePointer, byte State);

    private const int EntryBytes = 64;

    public List<Zone> ReadAll()
    {
        var zones = new List<Zone>();
        using var page = new PinnedBuffer(HalConstants.PageSize);
        ulong next = 0;
        while (Ask(page.Buffer, next))
        {
            int before = zones.Count;
            Parse(page.Buffer.AsReadOnlySpan(), zones);
            if (zones.Count == before)
            {
                break;
            }

            next = zones[^1].Start + 1;
        }

        return zones;
    }

    private bool Ask(DmaBuffer page, ulong start)
    {
        page.AsSpan().Clear();
        controller.WriteRegister(0x40, start);
        PhysAddr address = THal.Share(page, DeviceToDriver);
        int command = queue.Submit(0x7A, address, default);
        if (command < 0)
        {
            THal.Unshare(address, page, DeviceToDriver);
            return false;
        }

        queue.RingDoorbell();
        var wait = new SpinWait();
        while (!queue.IsDone(command))
        {
            wait.SpinOnce();
        }

        THal.Unshare(address, page, DeviceToDriver);
        return true;
    }

    private static void Parse(ReadOnlySpan<byte> page, List<Zone> zones)
    {
        int count = Math.Min(BinaryPrimitives.ReadInt32LittleEndian(page), page.Length / EntryBytes - 1);
        for (int i = 1; i <= count; i++)
        {
            ReadOnlySpan<byte> entry = page.Slice(i * EntryBytes, EntryBytes);
            zones.Add(new Zone(
                BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]),
                BinaryPrimitives.ReadUInt64LittleEndian(entry[24..]),
                entry[1]));
        }
    }
}
