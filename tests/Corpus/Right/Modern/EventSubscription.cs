using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An event handler that ends the share and takes itself off the event.
public sealed class EventSubscription<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    public Task<bool> SendAsync(DmaBuffer buffer)
    {
        var done = new TaskCompletionSource<bool>();
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);

        void OnFinished(PhysAddr finished, DmaBuffer memory)
        {
            if (finished != paddr)
            {
                return;
            }

            queue.Finished -= OnFinished;
            THal.Unshare(finished, memory, DriverToDevice);
            done.SetResult(true);
        }

        queue.Finished += OnFinished;
        if (queue.Submit(paddr, buffer) == SubmitResult.Rejected)
        {
            queue.Finished -= OnFinished;
            THal.Unshare(paddr, buffer, DriverToDevice);
            done.SetResult(false);
        }

        return done.Task;
    }
}
