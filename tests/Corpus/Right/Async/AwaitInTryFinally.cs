using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>An asynchronous read: await between Share and the finally's Unshare.</summary>
public sealed class AsyncReader<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue = new();

    public async Task<int> ReadAsync(ulong sector, DmaBuffer into)
    {
        PhysAddr at = THal.Share(into, BufferDirection.DeviceToDriver);
        try
        {
            int status = await _queue.ReadAsync(sector, at, into.Length).ConfigureAwait(false);
            if (status != 0)
            {
                return -status;
            }

            return into.Length;
        }
        finally
        {
            THal.Unshare(at, into, BufferDirection.DeviceToDriver);
        }
    }
}
