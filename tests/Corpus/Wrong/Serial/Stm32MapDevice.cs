using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux i2c (stm32): the message is mapped through one HAL and unmapped through another.
internal sealed class Stm32Message<THal>(SerialPort port)
    where THal : struct, IHal
{
    private const int MaximumChunk = 255;

    public int Receive(DmaBuffer message)
    {
        int total = 0;
        while (total < message.Length)
        {
            int length = Math.Min(MaximumChunk, message.Length - total);
            DmaBuffer chunk = message.Slice(total, length);
            PhysAddr paddr = Checked<THal>.Share(chunk, BufferDirection.DeviceToDriver);
            port.StartReceive(paddr, length);
            int arrived = port.StopReceive();
            THal.Unshare(paddr, chunk, BufferDirection.DeviceToDriver); //! HAL1013
            total += arrived;
            if (arrived < length)
            {
                break;
            }
        }

        return total;
    }
}
