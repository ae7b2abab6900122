using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A disk is read as an asynchronous sequence of blocks, one at a time. The share is over before a block is yielded, so a consumer that
// stops early leaves nothing behind.
public sealed class SectorStream<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _disk;
    private readonly int _blockBytes;

    public SectorStream(BlockQueue disk, int blockBytes)
    {
        _disk = disk;
        _blockBytes = blockBytes;
    }

    public async IAsyncEnumerable<byte[]> ReadAsync(
        ulong sector, int blocks, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var memory = new PinnedBuffer(_blockBytes);
        for (int i = 0; i < blocks; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            int status = await ReadOneAsync(sector, memory.Buffer).ConfigureAwait(false);
            if (status < 0)
            {
                throw new DeviceException($"sector {sector} cannot be read: {status}");
            }

            yield return memory.Buffer.AsReadOnlySpan().ToArray();
            sector += (ulong)(_blockBytes / 512);
        }
    }

    private async Task<int> ReadOneAsync(ulong sector, DmaBuffer block)
    {
        PhysAddr address = THal.Share(block, DeviceToDriver);
        try
        {
            return await _disk.ReadAsync(sector, address, block.Length).ConfigureAwait(false);
        }
        finally
        {
            THal.Unshare(address, block, DeviceToDriver);
        }
    }
}
