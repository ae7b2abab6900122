using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux i2c (stm32f7): the mapping is undone before the message goes out by programmed I/O.
internal sealed class I2cAdapter<THal>(Device bus)
    where THal : struct, IHal
{
    private const int TransmitData = 0x28;
    private const int DmaThreshold = 16;

    public int Write(DmaBuffer message)
    {
        if (message.Length < DmaThreshold)
        {
            return WriteBytes(message);
        }

        PhysAddr paddr = THal.Share(message, BufferDirection.DriverToDevice);
        int status = bus.Start(paddr, message.Length);
        if (status != 0)
        {
            Log.Info("no DMA channel, the message goes byte by byte");
            THal.Unshare(paddr, message, BufferDirection.DriverToDevice);
            return WriteBytes(message);
        }

        if (!bus.Wait(200))
        {
            bus.Reset();
            status = -110;
        }

        THal.Unshare(paddr, message, BufferDirection.DriverToDevice);
        return status;
    }

    private int WriteBytes(DmaBuffer message)
    {
        for (int i = 0; i < message.Length; i++)
        {
            bus.WriteRegister(TransmitData, message[i]);
            if (!bus.Poll())
            {
                return -6;
            }
        }

        return 0;
    }
}
