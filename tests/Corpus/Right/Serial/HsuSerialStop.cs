using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (8250 DMA): the buffer is unshared before the count is looked at.
internal sealed class SerialReceive<THal>(SerialPort port, Device timer)
    where THal : struct, IHal
{
    public int Receive(DmaBuffer buffer, Span<byte> into)
    {
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        port.StartReceive(address, buffer.Length);
        _ = timer.Wait(10);
        int count = port.StopReceive();
        THal.Unshare(address, buffer, DeviceToDriver);
        if (count == 0)
        {
            return 0;
        }

        if (count > buffer.Length)
        {
            Log.Info("8250: the count is larger than the buffer");
            return -5;
        }

        count = Math.Min(count, into.Length);
        buffer.AsReadOnlySpan()[..count].CopyTo(into);
        return count;
    }
}
