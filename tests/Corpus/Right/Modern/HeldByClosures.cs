using System.Threading.Tasks;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Closures and local functions that hold what was shared, called once on every path.
public sealed class HeldByClosures<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    public Task<int> ReadAsync(ulong sector, DmaBuffer buffer, CancellationToken cancellation)
    {
        var completion = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        int finished = 0;

        bool Finish()
        {
            if (Interlocked.Exchange(ref finished, 1) != 0)
            {
                return false;
            }

            THal.Unshare(paddr, buffer, DeviceToDriver);
            return true;
        }

        CancellationTokenRegistration registration = cancellation.Register(() =>
        {
            queue.Drain();
            if (Finish())
            {
                completion.TrySetCanceled(cancellation);
            }
        });

        if (!queue.TryStart(sector, paddr, buffer.Length, status =>
        {
            registration.Dispose();
            if (Finish())
            {
                completion.TrySetResult(status);
            }
        }))
        {
            registration.Dispose();
            if (Finish())
            {
                completion.TrySetResult(-11);
            }
        }

        return completion.Task;
    }
}
