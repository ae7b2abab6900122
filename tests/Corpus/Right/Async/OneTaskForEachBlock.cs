using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>Each block has an async local function of its own that shares, awaits and unshares.</summary>
public sealed class ParallelReads<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue = new();

    public async Task ReadAllAsync(IEnumerable<(ulong Sector, DmaBuffer Into)> blocks)
    {
        await Task.WhenAll(blocks.Select(block => ReadOne(block.Sector, block.Into)));

        async Task ReadOne(ulong sector, DmaBuffer into)
        {
            PhysAddr at = THal.Share(into, BufferDirection.DeviceToDriver);
            try
            {
                if (await _queue.ReadAsync(sector, at, into.Length) != 0)
                {
                    throw new DeviceException($"sector {sector}");
                }
            }
            finally
            {
                THal.Unshare(at, into, BufferDirection.DeviceToDriver);
            }
        }
    }
}
