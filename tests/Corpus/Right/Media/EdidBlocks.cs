using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Reads the blocks of a display's identification; the first block says how many follow. A block whose checksum is wrong is read again by
// a new share, and the list holds copies, not shared memory.
public sealed class EdidReader<THal>(Device channel)
    where THal : struct, IHal
{
    private const int BlockBytes = 128;

    public List<byte[]> Read()
    {
        var blocks = new List<byte[]>();
        using var memory = new PinnedBuffer(BlockBytes);
        int wanted = 1;
        while (blocks.Count < wanted)
        {
            byte[]? block = ReadChecked(memory.Buffer, blocks.Count);
            if (block is null)
            {
                break;
            }

            blocks.Add(block);
            if (blocks.Count == 1)
            {
                wanted = 1 + Math.Min((int)block[126], 3);
            }
        }

        return blocks;
    }

    private byte[]? ReadChecked(DmaBuffer memory, int number)
    {
        for (int retry = 0; retry < 4; retry++)
        {
            if (ReadBlock(memory, number) && Sum(memory.AsReadOnlySpan()) == 0)
            {
                return memory.AsReadOnlySpan().ToArray();
            }
        }

        return null;
    }

    private bool ReadBlock(DmaBuffer memory, int number)
    {
        var share = new Shared<THal>(memory, DeviceToDriver);
        channel.WriteRegister(0x50, (ulong)number * BlockBytes);
        int status = channel.Start(share.Paddr, BlockBytes);
        if (status == 0)
        {
            status = channel.Wait(100) ? 0 : -110;
        }

        if (status == -110)
        {
            channel.Reset();
        }

        share.Unshare();
        return status == 0;
    }

    private static byte Sum(ReadOnlySpan<byte> block)
    {
        byte sum = 0;
        foreach (byte b in block)
        {
            sum += b;
        }

        return sum;
    }
}
