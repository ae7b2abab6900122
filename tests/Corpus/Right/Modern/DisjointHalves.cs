using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Two halves of one buffer: while the one is shared, the driver works on the other.
public sealed class DisjointHalves<THal>(Device device)
    where THal : struct, IHal
{
    public void Fill(DmaBuffer memory)
    {
        DmaBuffer low = memory.Slice(0, 2048);
        DmaBuffer high = memory.Slice(2048, 2048);
        low.AsSpan().Fill(1);
        PhysAddr first = THal.Share(low, DriverToDevice);
        device.Program(first, low.Length);
        high.AsSpan().Fill(2);
        device.Wait(10);
        PhysAddr second = THal.Share(high, DriverToDevice);
        THal.Unshare(first, low, DriverToDevice);
        low.AsSpan().Fill(3);
        device.Program(second, high.Length);
        device.Wait(10);
        THal.Unshare(second, high, DriverToDevice);
    }
}
