using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// Like scatter reads with tasks: the parts of a file are read at once, and the first error is thrown at the end. Each part's task has
// its own share and ends it itself; nothing is left when WhenAll throws.
public sealed class ParallelReader<THal>(BlockQueue disk)
    where THal : struct, IHal
{
    public readonly record struct Extent(ulong Sector, DmaBuffer Into);

    public async Task ReadAllAsync(IReadOnlyCollection<Extent> extents)
    {
        List<Task> reads = extents.Where(extent => !extent.Into.IsEmpty).Select(ReadAsync).ToList();
        await Task.WhenAll(reads).ConfigureAwait(false);
    }

    private async Task ReadAsync(Extent extent)
    {
        (ulong sector, DmaBuffer into) = extent;
        PhysAddr address = THal.Share(into, BufferDirection.DeviceToDriver);
        int status;
        try
        {
            status = await disk.ReadAsync(sector, address, into.Length).ConfigureAwait(false);
        }
        finally
        {
            THal.Unshare(address, into, BufferDirection.DeviceToDriver);
        }

        if (status != 0)
        {
            throw new DeviceException($"sector {sector}: {status}");
        }
    }
}
