using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (etnaviv): the branch for no commands shares the empty buffer.
internal sealed class CommandStream<THal>(Device gpu, DmaBuffer idle)
    where THal : struct, IHal
{
    public int Idle => idle.Length;

    public int Flush(DmaBuffer stream)
    {
        PhysAddr address;
        if (stream.IsEmpty)
        {
            address = THal.Share(stream, DriverToDevice); //! HAL1009
            gpu.Program(address, 0);
            gpu.Kick();
        }
        else
        {
            address = THal.Share(stream, DriverToDevice);
            gpu.Program(address, stream.Length);
            gpu.Kick();
        }

        while (!gpu.Poll())
        {
        }

        THal.Unshare(address, stream, DriverToDevice);
        return stream.Length;
    }
}
