using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// DMA memory may be shared like any other; the share has an address of its own and ends before the memory goes.
public sealed class SharedDmaMemory<THal>(Queue queue)
    where THal : struct, IHal
{
    public int Ping()
    {
        using var memory = new Dma<THal>(1, Both);
        DmaBuffer request = memory.Slice(0, 64);
        DmaBuffer reply = memory.Slice(64, 64);
        request.AsSpan().Fill(0x2A);
        PhysAddr first = THal.Share(request, DriverToDevice);
        PhysAddr second = THal.Share(reply, DeviceToDriver);
        int error = queue.AddOrError(first, request);
        if (error < 0)
        {
            THal.Unshare(second, reply, DeviceToDriver);
            THal.Unshare(first, request, DriverToDevice);
            return error;
        }

        while (queue.Free == 0)
        {
            Thread.Yield();
        }

        THal.Unshare(second, reply, DeviceToDriver);
        THal.Unshare(first, request, DriverToDevice);
        return reply[0];
    }
}
