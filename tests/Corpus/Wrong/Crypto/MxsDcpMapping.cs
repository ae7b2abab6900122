using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "crypto: mxs-dcp - Check for DMA mapping errors": the unwinding after the destination proved too short
// releases the key and forgets the source.
public sealed class DcpAes<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    private const int BlockBytes = 16;

    public int Run(DmaBuffer key, DmaBuffer source, DmaBuffer destination)
    {
        if (source.Length % BlockBytes != 0)
        {
            return -22;
        }

        int error;
        PhysAddr keyAddress = THal.Share(key, BufferDirection.DriverToDevice);
        PhysAddr sourceAddress = THal.Share(source, BufferDirection.DriverToDevice); //! HAL1002
        if (destination.Length < source.Length)
        {
            error = -75;
            goto unmapKey;
        }

        PhysAddr destinationAddress = THal.Share(destination, BufferDirection.DeviceToDriver);
        error = unit.Encrypt(sourceAddress, destinationAddress, keyAddress, source.Length);
        THal.Unshare(destinationAddress, destination, BufferDirection.DeviceToDriver);
        THal.Unshare(sourceAddress, source, BufferDirection.DriverToDevice);
    unmapKey:
        THal.Unshare(keyAddress, key, BufferDirection.DriverToDevice);
        return error;
    }
}
