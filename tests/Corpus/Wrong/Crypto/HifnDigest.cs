using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in OpenBSD (hifn): the share of the digest is ended in the direction of the message.
internal sealed class HashSession<THal>(CryptoUnit hifn)
    where THal : struct, IHal
{
    public int Digest(DmaBuffer message, DmaBuffer digest)
    {
        var (source, result) = (THal.Share(message, DriverToDevice), THal.Share(digest, DeviceToDriver));
        try
        {
            if (hifn.Busy)
            {
                return -16;
            }

            return hifn.Digest(source, message.Length, result);
        }
        finally
        {
            THal.Unshare(source, message, DriverToDevice);
            THal.Unshare(result, digest, DriverToDevice); //! HAL1005
        }
    }
}
