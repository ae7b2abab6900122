using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A circular buffer in one piece of memory: a transfer that wraps is two shares, the second of them optional.
public sealed class CircularBufferWrap<THal>(SerialPort port, PinnedBuffer memory)
    where THal : struct, IHal
{
    private int _read;

    public int Send(int count)
    {
        DmaBuffer all = memory.Buffer;
        int toEnd = Math.Min(count, all.Length - _read);
        DmaBuffer first = all.Slice(_read, toEnd);
        bool wraps = count > toEnd;
        DmaBuffer second = wraps ? all.Slice(0, count - toEnd) : default;
        PhysAddr firstAddress = THal.Share(first, DriverToDevice);
        PhysAddr secondAddress = wraps ? THal.Share(second, DriverToDevice) : default;
        port.StartTransmit(firstAddress, first.Length);
        SpinWait.SpinUntil(() => port.TransmitIdle);
        if (wraps)
        {
            port.StartTransmit(secondAddress, second.Length);
            SpinWait.SpinUntil(() => port.TransmitIdle);
            THal.Unshare(secondAddress, second, DriverToDevice);
        }

        THal.Unshare(firstAddress, first, DriverToDevice);
        _read = (_read + count) % all.Length;
        return count;
    }
}
