using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A transfer that a token cancels: the device is reset first, then the share ends, once.</summary>
public static class CancellableTransfer<THal>
    where THal : struct, IHal
{
    public static async Task<bool> RunAsync(Device device, DmaBuffer buffer, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        try
        {
            if (!device.Submit(paddr, buffer.Length))
            {
                return false;
            }

            await using CancellationTokenRegistration registration =
                cancellation.Register(static state => ((Device)state!).Reset(), device);
            await device.DoneAsync();
            return !cancellation.IsCancellationRequested;
        }
        finally
        {
            THal.Unshare(paddr, buffer, DeviceToDriver);
        }
    }
}
