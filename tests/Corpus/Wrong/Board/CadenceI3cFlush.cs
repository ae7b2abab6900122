using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Zephyr (i3c_cdns): the share is made to flush the cache and thrown away in a conditional expression.
internal sealed class I3cController<THal>(Device bus)
    where THal : struct, IHal
{
    public bool Coherent { get; init; }

    public int Send(DmaBuffer message, byte address)
    {
        if (!Coherent)
        {
            _ = THal.Share(message, DriverToDevice); //! HAL1003
        }

        for (int i = 0; i < message.Length; i++)
        {
            bus.WriteRegister(0x30, (ulong)address << 8 | message[i]);
            if (!bus.Poll())
            {
                return i;
            }
        }

        return message.Length;
    }
}
