using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

public sealed class CallbackThroughLocalFunction<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    public Task<int> ReadAsync(ulong sector, DmaBuffer buffer)
    {
        var completion = new TaskCompletionSource<int>();
        PhysAddr paddr = THal.Share(buffer, BufferDirection.DeviceToDriver);
        int finished = 0;

        bool Finish()
        {
            if (Interlocked.Exchange(ref finished, 1) != 0)
            {
                return false;
            }

            THal.Unshare(paddr, buffer, BufferDirection.DeviceToDriver);
            return true;
        }

        if (!queue.TryStart(sector, paddr, buffer.Length, status =>
        {
            if (Finish())
            {
                completion.TrySetResult(status);
            }
        }))
        {
            if (Finish())
            {
                completion.TrySetResult(-11);
            }
        }

        return completion.Task;
    }
}
