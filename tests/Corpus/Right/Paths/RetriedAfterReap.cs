using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Sharing is tried again where a resource was short, after finished requests were collected.</summary>
public sealed class RetryingWriter<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    private int _collected;

    public async Task<int> WriteAsync(ulong sector, DmaBuffer bytes, int retries = 3)
    {
        PhysAddr address;
        while (true)
        {
            try
            {
                address = THal.Share(bytes, BufferDirection.DriverToDevice);
                break;
            }
            catch (DmaException) when (retries-- > 0)
            {
                Collect();
            }

            await Task.Delay(1);
        }

        try
        {
            int status = await queue.WriteAsync(sector, address, bytes.Length);
            if (status == 0)
            {
                await queue.FlushAsync();
            }

            return status;
        }
        finally
        {
            THal.Unshare(address, bytes, BufferDirection.DriverToDevice);
        }
    }

    private void Collect()
    {
        while (queue.TryDequeue(out BlockRequest? request))
        {
            _collected++;
            request.Done?.Invoke(request);
        }
    }
}
