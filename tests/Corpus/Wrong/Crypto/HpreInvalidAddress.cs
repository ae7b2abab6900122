using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "crypto: hisilicon/hpre - fix unmapping invalid dma address": the clean-up unshares the output with an address
// that was never given out where the request has none.
public sealed class Hpre<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int Compute(DmaBuffer input, DmaBuffer key, DmaBuffer output)
    {
        if (input.Length < key.Length)
        {
            return -22;
        }

        PhysAddr source = THal.Share(input, BufferDirection.DriverToDevice);
        PhysAddr secret = THal.Share(key, BufferDirection.DriverToDevice);
        PhysAddr result = default;
        if (output.Length < key.Length)
        {
            Log.Info("the output is too short");
            THal.Unshare(result, output, BufferDirection.DeviceToDriver); //! HAL1001
            THal.Unshare(secret, key, BufferDirection.DriverToDevice);
            THal.Unshare(source, input, BufferDirection.DriverToDevice);
            return -75;
        }

        result = THal.Share(output, BufferDirection.DeviceToDriver);
        int status = unit.Encrypt(source, result, secret, input.Length);
        THal.Unshare(result, output, BufferDirection.DeviceToDriver);
        THal.Unshare(secret, key, BufferDirection.DriverToDevice);
        THal.Unshare(source, input, BufferDirection.DriverToDevice);
        return status;
    }
}
