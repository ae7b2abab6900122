using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Zephyr (i3c_cdns): the share is kept in a variable and ended when the message is out.
internal sealed class I3cController<THal>(Device bus)
    where THal : struct, IHal
{
    public bool Coherent { get; init; }

    public int Send(DmaBuffer message, byte address)
    {
        Shared<THal> flushed = Coherent ? default : new Shared<THal>(message, DriverToDevice);
        try
        {
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
        finally
        {
            flushed.Unshare();
        }
    }
}
