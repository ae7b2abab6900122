using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>ContinueWith ends the share and passes the result on.</summary>
public sealed class Continued<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue = new();

    public Task<bool> WriteAsync(ulong sector, DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        return _queue.WriteAsync(sector, at, data.Length).ContinueWith(
            write =>
            {
                THal.Unshare(at, data, BufferDirection.DriverToDevice);
                return write.Result == 0;
            },
            TaskScheduler.Default);
    }
}
