using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Transfers of an I2C adapter: short ones by the data register, longer ones by DMA.</summary>
public sealed class I2cDma<THal>(MmioRegion registers, Device dma)
    where THal : struct, IHal
{
    private const int SmallestDma = 16;

    public int Transfer(byte address, DmaBuffer message, bool read)
    {
        registers.Write8(0x04, (byte)((address << 1) | (read ? 1 : 0)));
        if (message.Length < SmallestDma)
        {
            return Programmed(message, read);
        }

        BufferDirection direction = read ? DeviceToDriver : DriverToDevice;
        PhysAddr paddr = THal.Share(message, direction);
        int error = 0;
        registers.Write64(0x10, paddr.Value);
        registers.Write32(0x18, (uint)message.Length);
        registers.Write32(0x1C, read ? 3u : 1u);
        if (!dma.Wait(100))
        {
            registers.Write32(0x1C, 0);
            error = -110;
        }
        else if ((registers.Read32(0x20) & 0x10) != 0)
        {
            error = -6;
        }

        THal.Unshare(paddr, message, direction);
        return error;
    }

    private int Programmed(DmaBuffer message, bool read)
    {
        for (int i = 0; i < message.Length; i++)
        {
            if (read)
            {
                message[i] = registers.Read8(0x08);
            }
            else
            {
                registers.Write8(0x08, message[i]);
            }

            if ((registers.Read32(0x20) & 0x10) != 0)
            {
                return -6;
            }
        }

        return message.Length;
    }
}
