using System.Threading.Tasks;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Callbacks with several paths, all of which end the share.
public sealed class CallbackDuties<THal>(NvmeQueue queue, Device device)
    where THal : struct, IHal
{
    public Task<int> ReadAsync(DmaBuffer buffer)
    {
        var result = new TaskCompletionSource<int>();
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        int command = queue.Submit(2, paddr, default);
        if (command < 0)
        {
            THal.Unshare(paddr, buffer, DeviceToDriver);
            return Task.FromResult(command);
        }

        queue.WhenDone(command, status =>
        {
            THal.Unshare(paddr, buffer, DeviceToDriver);
            switch (status)
            {
                case 0:
                    result.SetResult(buffer[0]);
                    return;
                case < 0 when device.Ready:
                    result.SetException(new DeviceException("medium error"));
                    return;
                default:
                    result.SetCanceled();
                    break;
            }
        });
        return result.Task;
    }

    public void Retry(DmaBuffer buffer, int attempts, Action<int> done)
    {
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        Attempt();

        void Attempt()
        {
            int command = queue.Submit(2, paddr, default);
            if (command < 0)
            {
                Finish(command);
                return;
            }

            queue.WhenDone(command, status =>
            {
                if (status == 0 || --attempts == 0)
                {
                    Finish(status);
                }
                else
                {
                    Attempt();
                }
            });
        }

        void Finish(int status)
        {
            THal.Unshare(paddr, buffer, DeviceToDriver);
            done(status);
        }
    }
}
