using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A wait that may be cancelled: the device is stopped before the share ends.</summary>
public sealed class CancelToken<THal>(Device device)
    where THal : struct, IHal
{
    public async Task<int> ReceiveAsync(DmaBuffer into, CancellationToken cancellation)
    {
        PhysAddr paddr = THal.Share(into, DeviceToDriver);
        if (!device.Submit(paddr, into.Length))
        {
            THal.Unshare(paddr, into, DeviceToDriver);
            return -16;
        }

        try
        {
            await device.DoneAsync().WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            device.Reset();
            THal.Unshare(paddr, into, DeviceToDriver);
            return -125;
        }

        THal.Unshare(paddr, into, DeviceToDriver);
        return device.Status;
    }

    public async IAsyncEnumerable<byte[]> StreamAsync(int size)
    {
        using var memory = new PinnedBuffer(size);
        while (device.Ready)
        {
            PhysAddr paddr = THal.Share(memory.Buffer, DeviceToDriver);
            device.Program(paddr, size);
            device.Kick();
            await device.DoneAsync();
            THal.Unshare(paddr, memory.Buffer, DeviceToDriver);
            yield return memory.Buffer.AsReadOnlySpan().ToArray();
        }
    }
}
