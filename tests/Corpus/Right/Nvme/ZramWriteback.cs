using System.Collections;
using Devices;
using Hal;

namespace Drivers;

// Like Linux zram's writeback: idle pages are written to a backing disk through a bitmap of free blocks. Block number and share belong
// to one request; the callback gives both back, a refusal too.
public sealed class Writeback<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _disk;
    private readonly BitArray _blocks;
    private readonly object _lock = new();

    public Writeback(BlockQueue disk, int blocks)
    {
        _disk = disk;
        _blocks = new BitArray(blocks);
    }

    public bool TryWrite(DmaBuffer page, out int block)
    {
        block = ClaimBlock();
        if (block < 0)
        {
            return false;
        }

        int claimed = block;
        PhysAddr address = THal.Share(page, BufferDirection.DriverToDevice);
        bool started = _disk.TryStart((ulong)claimed * 8, address, page.Length, status =>
        {
            THal.Unshare(address, page, BufferDirection.DriverToDevice);
            if (status != 0)
            {
                FreeBlock(claimed);
            }
        });

        if (!started)
        {
            THal.Unshare(address, page, BufferDirection.DriverToDevice);
            FreeBlock(claimed);
            block = -1;
        }

        return started;
    }

    private int ClaimBlock()
    {
        lock (_lock)
        {
            for (int i = 0; i < _blocks.Length; i++)
            {
                if (!_blocks[i])
                {
                    _blocks[i] = true;
                    return i;
                }
            }
        }

        return -1;
    }

    private void FreeBlock(int block)
    {
        lock (_lock)
        {
            _blocks[block] = false;
        }
    }
}
