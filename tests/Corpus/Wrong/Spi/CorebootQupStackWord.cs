using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in coreboot (qualcomm qup spi): a parameter of the method is shared by its address.
internal sealed unsafe class QupCommand<THal>(Device qup)
    where THal : struct, IHal
{
    public bool Send(uint word, int milliseconds)
    {
        word = (word << 8) | (word >> 24);
        PhysAddr address = THal.Share(DmaBuffer.Of(&word), DriverToDevice); //! HAL1014
        bool sent;
        if (!qup.Submit(address, sizeof(uint)))
        {
            sent = false;
        }
        else
        {
            sent = qup.Wait(milliseconds);
            qup.Reset();
        }

        THal.Unshare(address, DmaBuffer.Of(&word), DriverToDevice);
        return sent;
    }
}
