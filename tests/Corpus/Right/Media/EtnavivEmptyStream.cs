using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (etnaviv): an empty stream is not shared at all.
internal sealed class CommandStream<THal>(Device gpu, DmaBuffer idle)
    where THal : struct, IHal
{
    public int Idle => idle.Length;

    public int Flush(DmaBuffer stream)
    {
        if (stream.IsEmpty)
        {
            return 0;
        }

        PhysAddr address = THal.Share(stream, DriverToDevice);
        gpu.Program(address, stream.Length);
        gpu.Kick();
        while (!gpu.Poll())
        {
        }

        THal.Unshare(address, stream, DriverToDevice);
        return stream.Length;
    }
}
