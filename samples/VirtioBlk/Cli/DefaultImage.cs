using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace Virtio.Cli;

/// <summary>
/// The disk that the sample brings along: a FAT16 volume of 16 MiB with two files, which any system can mount. The same bytes every time.
/// </summary>
internal static class DefaultImage
{
    private const int SectorBytes = 512;
    private const int Sectors = 32768;
    private const int SectorsPerCluster = 4;
    private const int ClusterBytes = SectorsPerCluster * SectorBytes;
    private const int ReservedSectors = 1;
    private const int FatCount = 2;
    private const int FatSectors = 32;
    private const int RootEntries = 512;
    private const int DirectoryEntryBytes = 32;
    private const int RootSector = ReservedSectors + (FatCount * FatSectors);
    private const int DataSector = RootSector + (RootEntries * DirectoryEntryBytes / SectorBytes);
    private const int Clusters = (Sectors - DataSector) / SectorsPerCluster;
    private const ushort EndOfChain = 0xFFFF;

    // The first cluster of the data area has the number 2.
    private const int FirstCluster = 2;
    private const int FreeClusters = 64;

    private const string Text =
        "This disk was read through a split virtqueue by a driver that knows no platform.\r\n" +
        "Each of its buffers was shared with the device, and taken back.\r\n";

    /// <summary>Writes the image.</summary>
    public static void Write(Stream destination)
    {
        byte[] image = new byte[Sectors * SectorBytes];
        WriteBootSector(image);

        byte[] text = Encoding.ASCII.GetBytes(Text);
        byte[] noise = new byte[(Clusters - 1 - FreeClusters) * ClusterBytes];
        FillWithNoise(noise);
        WriteFile(image, 0, "README  TXT", FirstCluster, text);
        WriteFile(image, 1, "NOISE   BIN", FirstCluster + 1, noise);
        destination.Write(image);
    }

    private static void WriteBootSector(Span<byte> image)
    {
        Span<byte> boot = image[..SectorBytes];
        ((ReadOnlySpan<byte>)[0xEB, 0x3C, 0x90]).CopyTo(boot); // jump over the table
        "HALGEN  "u8.CopyTo(boot[3..]);
        BinaryPrimitives.WriteUInt16LittleEndian(boot[11..], SectorBytes);
        boot[13] = SectorsPerCluster;
        BinaryPrimitives.WriteUInt16LittleEndian(boot[14..], ReservedSectors);
        boot[16] = FatCount;
        BinaryPrimitives.WriteUInt16LittleEndian(boot[17..], RootEntries);
        BinaryPrimitives.WriteUInt16LittleEndian(boot[19..], Sectors);
        boot[21] = 0xF8; // a fixed disk
        BinaryPrimitives.WriteUInt16LittleEndian(boot[22..], FatSectors);
        BinaryPrimitives.WriteUInt16LittleEndian(boot[24..], 32); // sectors per track
        BinaryPrimitives.WriteUInt16LittleEndian(boot[26..], 64); // heads
        boot[36] = 0x80; // drive number
        boot[38] = 0x29; // the next three fields are there
        BinaryPrimitives.WriteUInt32LittleEndian(boot[39..], 0x48414C47);
        "VIRTIOBLK  "u8.CopyTo(boot[43..]);
        "FAT16   "u8.CopyTo(boot[54..]);
        BinaryPrimitives.WriteUInt16LittleEndian(boot[510..], 0xAA55);

        // The first two entries belong to no cluster.
        for (int fat = 0; fat < FatCount; fat++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(image[FatEntry(fat, 0)..], 0xFFFFFFF8);
        }
    }

    private static void WriteFile(Span<byte> image, int entry, string name, int firstCluster, ReadOnlySpan<byte> content)
    {
        int clusters = (content.Length + ClusterBytes - 1) / ClusterBytes;
        for (int fat = 0; fat < FatCount; fat++)
        {
            for (int i = 0; i < clusters; i++)
            {
                int next = i == clusters - 1 ? EndOfChain : firstCluster + i + 1;
                BinaryPrimitives.WriteUInt16LittleEndian(image[FatEntry(fat, firstCluster + i)..], (ushort)next);
            }
        }

        Span<byte> directory = image.Slice((RootSector * SectorBytes) + (entry * DirectoryEntryBytes), DirectoryEntryBytes);
        Encoding.ASCII.GetBytes(name, directory);
        directory[11] = 0x21; // archive, read-only
        const ushort FirstOfJanuary1980 = (1 << 5) | 1;
        BinaryPrimitives.WriteUInt16LittleEndian(directory[16..], FirstOfJanuary1980);
        BinaryPrimitives.WriteUInt16LittleEndian(directory[18..], FirstOfJanuary1980);
        BinaryPrimitives.WriteUInt16LittleEndian(directory[24..], FirstOfJanuary1980);
        BinaryPrimitives.WriteUInt16LittleEndian(directory[26..], (ushort)firstCluster);
        BinaryPrimitives.WriteUInt32LittleEndian(directory[28..], (uint)content.Length);

        content.CopyTo(image[((DataSector * SectorBytes) + ((firstCluster - FirstCluster) * ClusterBytes))..]);
    }

    private static int FatEntry(int fat, int cluster) => ((ReservedSectors + (fat * FatSectors)) * SectorBytes) + (cluster * sizeof(ushort));

    // SplitMix64: no sector is like another, so a sector that is read from the wrong place cannot go unnoticed.
    private static void FillWithNoise(Span<byte> destination)
    {
        ulong state = 0;
        for (int i = 0; i < destination.Length; i += sizeof(ulong))
        {
            state += 0x9E3779B97F4A7C15;
            ulong z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            BinaryPrimitives.WriteUInt64LittleEndian(destination[i..], z ^ (z >> 31));
        }
    }
}
