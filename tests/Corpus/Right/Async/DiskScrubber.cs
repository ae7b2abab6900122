using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A background scrubber that reads a whole disk and can be cancelled. Cancellation is looked at between reads, never while the disk
// writes the buffer.
internal sealed class DiskScrubber<THal>
    where THal : struct, IHal
{
    private const int ChunkBytes = 128 * 1024;
    private const int SectorBytes = 512;

    private readonly BlockQueue _disk;

    public DiskScrubber(BlockQueue disk) => _disk = disk;

    public async IAsyncEnumerable<ulong> FindBadAsync(ulong sectors)
    {
        var memory = new PinnedBuffer(ChunkBytes);
        try
        {
            for (ulong sector = 0; sector < sectors; sector += ChunkBytes / SectorBytes)
            {
                if (await ReadAsync(sector, memory.Buffer) != 0)
                {
                    yield return sector;
                }
            }
        }
        finally
        {
            memory.Dispose();
        }
    }

    public async Task<int> CountBadAsync(ulong sectors, CancellationToken cancellation)
    {
        int bad = 0;
        await foreach (ulong sector in FindBadAsync(sectors))
        {
            Log.Info($"sector {sector} cannot be read");
            bad++;
            if (cancellation.IsCancellationRequested)
            {
                break;
            }
        }

        return bad;
    }

    private async Task<int> ReadAsync(ulong sector, DmaBuffer into)
    {
        var shared = new Shared<THal>(into, DeviceToDriver);
        try
        {
            return await _disk.ReadAsync(sector, shared.Paddr, into.Length);
        }
        finally
        {
            shared.Unshare();
        }
    }
}
