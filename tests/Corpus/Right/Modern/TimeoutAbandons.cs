using System.Threading.Tasks;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// When the device does not stop, the share is given up on purpose: the memory leaks rather than being written under its next owner.
public sealed class TimeoutAbandons<THal>(Device device)
    where THal : struct, IHal
{
    public async Task<int> ReadAsync(PinnedBuffer memory, TimeSpan timeout)
    {
        DmaBuffer buffer = memory.Buffer;
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        int error = device.Start(paddr, buffer.Length);
        if (error < 0)
        {
            THal.Unshare(paddr, buffer, DeviceToDriver);
            memory.Dispose();
            return error;
        }

        Task done = device.DoneAsync();
        if (await Task.WhenAny(done, Task.Delay(timeout)) != done)
        {
            DmaOwnership.Abandon<THal>(paddr);
            return -110;
        }

        THal.Unshare(paddr, buffer, DeviceToDriver);
        int first = buffer[0];
        memory.Dispose();
        return first;
    }
}
