using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>An async iterator yields each block after it was read and unshared.</summary>
public sealed class BlockStream<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue = new();

    public async IAsyncEnumerable<DmaBuffer> ReadAsync(ulong from, ulong to, DmaBuffer block)
    {
        for (ulong sector = from; sector < to; sector++)
        {
            PhysAddr at = THal.Share(block, BufferDirection.DeviceToDriver);
            int status;
            try
            {
                status = await _queue.ReadAsync(sector, at, block.Length);
            }
            finally
            {
                THal.Unshare(at, block, BufferDirection.DeviceToDriver);
            }

            if (status != 0)
            {
                yield break;
            }

            yield return block;
        }
    }

    public async Task<int> SumAsync(DmaBuffer block)
    {
        int sum = 0;
        await foreach (DmaBuffer read in ReadAsync(0, 8, block))
        {
            sum += read[0];
        }

        return sum;
    }
}
