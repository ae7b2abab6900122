using System.Threading.Tasks;
using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A cancellation registration that stops the device; the share ends only when the device has said so.
public sealed class CancellationStops<THal>(Device device)
    where THal : struct, IHal
{
    public async Task<int> RunAsync(DmaBuffer buffer, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        PhysAddr paddr = THal.Share(buffer, Both);
        try
        {
            await using CancellationTokenRegistration registration = cancellation.Register(device.Reset);
            if (device.Start(paddr, buffer.Length) is < 0 and var error)
            {
                return error;
            }

            return await device.DoneAsync(cancellation).ConfigureAwait(false) ? buffer.Length : -5;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return -125;
        }
        finally
        {
            THal.Unshare(paddr, buffer, Both);
        }
    }
}
