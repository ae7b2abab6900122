using System;
using System.Buffers.Binary;
using Devices;
using Hal;

namespace Drivers;

// Like Linux mss loaders: an image has sections with a load address each, and one header that is checked first. A section is copied into
// one staging region in parts; the region goes after the last part was taken.
public sealed class ModemImageLoader<THal>(DmaEngine copier)
    where THal : struct, IHal
{
    private const int StagingPages = 4;

    public bool Load(ReadOnlySpan<byte> image)
    {
        if (image.Length < 8 || BinaryPrimitives.ReadUInt32LittleEndian(image) != 0x464C457F)
        {
            return false;
        }

        using var staging = new Dma<THal>(StagingPages, BufferDirection.DriverToDevice);
        int sections = BinaryPrimitives.ReadInt32LittleEndian(image[4..]);
        ReadOnlySpan<byte> table = image[8..];
        for (int i = 0; i < sections && table.Length >= 16; i++, table = table[16..])
        {
            ulong target = BinaryPrimitives.ReadUInt64LittleEndian(table);
            int offset = BinaryPrimitives.ReadInt32LittleEndian(table[8..]);
            int length = BinaryPrimitives.ReadInt32LittleEndian(table[12..]);
            if (offset < 0 || length < 0 || offset > image.Length - length)
            {
                return false;
            }

            if (!Copy(staging, image.Slice(offset, length), new PhysAddr(target)))
            {
                return false;
            }
        }

        return true;
    }

    private bool Copy(Dma<THal> staging, ReadOnlySpan<byte> section, PhysAddr target)
    {
        for (int done = 0; done < section.Length;)
        {
            int part = Math.Min(section.Length - done, (int)staging.Length);
            section.Slice(done, part).CopyTo(staging.AsSpan());
            int cookie = copier.Submit(staging.Paddr, target + done, part);
            if (cookie < 0)
            {
                return false;
            }

            if (!copier.WaitFor(cookie, 500))
            {
                copier.Terminate();
                return false;
            }

            done += part;
        }

        return true;
    }
}
