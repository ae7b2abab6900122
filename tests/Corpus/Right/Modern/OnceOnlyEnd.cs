using System.Threading.Tasks;
using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Whoever comes first ends the share: the completion, the timer or the cancellation.
public sealed class OnceOnlyEnd<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    private sealed class Once(PhysAddr paddr, DmaBuffer buffer)
    {
        private int _done;

        public bool End()
        {
            if (Interlocked.CompareExchange(ref _done, 1, 0) == 1)
            {
                return false;
            }

            THal.Unshare(paddr, buffer, Both);
            return true;
        }
    }

    public Task<bool> SendAsync(DmaBuffer buffer, TimeSpan timeout)
    {
        var result = new TaskCompletionSource<bool>();
        PhysAddr paddr = THal.Share(buffer, Both);
        var once = new Once(paddr, buffer);
        var timer = new Timer(
            _ =>
            {
                if (queue.TryCancel(paddr) && once.End())
                {
                    result.TrySetResult(false);
                }
            },
            null,
            timeout,
            Timeout.InfiniteTimeSpan);

        queue.Finished += (address, _) =>
        {
            if (address == paddr && once.End())
            {
                timer.Dispose();
                result.TrySetResult(true);
            }
        };

        if (queue.Post(paddr, buffer) != 0 && once.End())
        {
            timer.Dispose();
            result.TrySetResult(false);
        }

        return result.Task;
    }
}
