using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Streaming with two buffers: while the device fills the one, the driver reads the other.
public sealed class DoubleBuffer<THal>(SerialPort port)
    where THal : struct, IHal
{
    public long Stream(DmaBuffer memory, Func<ReadOnlyMemory<byte>, bool> sink)
    {
        int half = memory.Length / 2;
        DmaBuffer filling = memory.Slice(0, half);
        DmaBuffer reading = memory.Slice(half, half);
        PhysAddr current = THal.Share(filling, DeviceToDriver);
        port.StartReceive(current, half);
        long total = 0;
        bool goOn = true;
        while (goOn)
        {
            while (port.Received < half)
            {
                Thread.Sleep(1);
            }

            int received = port.StopReceive();
            THal.Unshare(current, filling, DeviceToDriver);
            (filling, reading) = (reading, filling);
            current = THal.Share(filling, DeviceToDriver);
            port.StartReceive(current, half);
            goOn = sink(reading.AsReadOnlySpan()[..received].ToArray());
            total += received;
        }

        port.StopReceive();
        THal.Unshare(current, filling, DeviceToDriver);
        return total;
    }
}
