using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux spi (spi-sprd): the return after a failed transfer leaves the receive buffer mapped.
internal sealed class SpiTransfer<THal>(SpiController spi)
    where THal : struct, IHal
{
    public async Task<bool> ExchangeAsync(DmaBuffer output, DmaBuffer input)
    {
        if (output.Length != input.Length)
        {
            return false;
        }

        spi.SelectChip(1);
        PhysAddr transmit = THal.Share(output, BufferDirection.DriverToDevice);
        PhysAddr receive = THal.Share(input, BufferDirection.DeviceToDriver); //! HAL1002
        bool good = await spi.TransferAsync(transmit, receive, output.Length);
        if (!good)
        {
            spi.Abort();
            spi.ReleaseChip();
            THal.Unshare(transmit, output, BufferDirection.DriverToDevice);
            return false;
        }

        spi.ReleaseChip();
        THal.Unshare(receive, input, BufferDirection.DeviceToDriver);
        THal.Unshare(transmit, output, BufferDirection.DriverToDevice);
        return true;
    }
}
