using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Reading a partition table: one sector, then the entries as records. The sector is parsed after its share has ended, by a copy that the
// device cannot change.
public sealed record Partition(byte Type, uint Start, uint Sectors)
{
    public bool IsUsed => Type != 0 && Sectors != 0;
}

public sealed class PartitionReader<THal>
    where THal : struct, IHal
{
    private const int SectorBytes = 512;
    private const int TableOffset = 446;
    private const int EntryBytes = 16;

    private readonly Device _disk;

    public PartitionReader(Device disk) => _disk = disk;

    public IEnumerable<Partition> Read()
    {
        byte[]? sector = ReadSector(0);
        if (sector is not [.., 0x55, 0xAA])
        {
            yield break;
        }

        for (int i = 0; i < 4; i++)
        {
            Partition partition = Parse(sector.AsSpan(TableOffset + i * EntryBytes, EntryBytes));
            if (partition.IsUsed)
            {
                yield return partition;
            }
        }
    }

    private byte[]? ReadSector(ulong number)
    {
        var sector = GC.AllocateArray<byte>(SectorBytes, pinned: true);
        using var memory = new PinnedBuffer(sector);
        bool done;
        using (var share = new SharedScope<THal>(memory.Buffer, BufferDirection.DeviceToDriver))
        {
            _disk.WriteRegister(1, number);
            done = _disk.Submit(share.Paddr, SectorBytes) && _disk.Wait(1000);
            if (!done)
            {
                _disk.Reset();
            }
        }

        return done ? sector : null;
    }

    private static Partition Parse(ReadOnlySpan<byte> entry) => new(
        entry[4],
        BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]));
}
