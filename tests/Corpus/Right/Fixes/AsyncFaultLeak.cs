using System;
using System.Threading.Tasks;
using Devices;
using Hal;

public sealed class AsyncFaultLeak<THal>(BlockQueue queue) where THal : struct, IHal
{
    public async Task<int> FlushAsync(PinnedBuffer b, bool barrier)
    {
        PhysAddr a = THal.Share(b.Buffer, BufferDirection.DriverToDevice);
        int status = await queue.WriteAsync(0, a, b.Buffer.Length);
        if (barrier)
        {
            try
            {
                await queue.FlushAsync();
            }
            catch (DeviceException)
            {
                status = -5;
            }
        }

        THal.Unshare(a, b.Buffer, BufferDirection.DriverToDevice);
        return status;
    }
}
