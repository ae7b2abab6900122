using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux spi (davinci): the finally block unmaps the transmit buffer and forgets the receive buffer.
public sealed unsafe class DavinciSpi<THal>(SpiController spi, DmaEngine engine)
    where THal : struct, IHal
{
    public void Transfer(int chip, DmaBuffer transmit, DmaBuffer receive)
    {
        if (transmit.Length != receive.Length)
        {
            throw new DeviceException("The two halves of a transfer have one length.");
        }

        PhysAddr receiveAddress = THal.Share(receive, DeviceToDriver); //! HAL1002
        PhysAddr transmitAddress = THal.Share(transmit, DriverToDevice);
        spi.SelectChip(chip);
        try
        {
            if (engine.Channels < 2)
            {
                throw new DeviceException("No channel for each direction.");
            }

            if (spi.Start(transmitAddress, receiveAddress, transmit.Length) != 0)
            {
                throw new DeviceException("The controller is busy.");
            }

            if (!spi.WaitIdle(1000))
            {
                spi.Abort();
                throw new DeviceException("The transfer timed out.");
            }
        }
        finally
        {
            spi.ReleaseChip();
            THal.Unshare(transmitAddress, transmit, DriverToDevice);
        }
    }
}
