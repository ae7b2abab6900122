using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: qce - fix goto jump in error path": the step behind the mapping of the source jumped to the label
// behind the one that unmaps it.
public sealed class QceCipher<THal>(CryptoUnit engine)
    where THal : struct, IHal
{
    public int Run(DmaBuffer source, DmaBuffer destination, DmaBuffer key)
    {
        int error;
        PhysAddr keyAddress = THal.Share(key, DriverToDevice);
        PhysAddr to = THal.Share(destination, DeviceToDriver);
        PhysAddr from = THal.Share(source, DriverToDevice); //! HAL1002

        if (engine.Busy)
        {
            error = -16;
            goto unmapDestination;
        }

        error = engine.Encrypt(from, to, keyAddress, source.Length);
        if (error == 0)
        {
            while (engine.Busy)
            {
            }
        }

        THal.Unshare(from, source, DriverToDevice);
    unmapDestination:
        THal.Unshare(to, destination, DeviceToDriver);
        THal.Unshare(keyAddress, key, DriverToDevice);
        return error;
    }
}
