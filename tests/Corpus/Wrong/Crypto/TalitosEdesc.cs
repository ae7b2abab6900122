using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux crypto (talitos): the exception for a request that is too large leaves the IV mapped.
public sealed unsafe class TalitosCipher<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    private const int MaxLength = 32 * 1024;

    public void Encrypt(DmaBuffer iv, DmaBuffer data)
    {
        PhysAddr ivAddress = THal.Share(iv, DriverToDevice); //! HAL1002
        if (data.Length > MaxLength)
        {
            throw new DeviceException("The request does not fit a descriptor.");
        }

        PhysAddr dataAddress = THal.Share(data, Both);
        int error;
        try
        {
            error = unit.Encrypt(dataAddress, dataAddress, ivAddress, data.Length);
            while (unit.Busy)
            {
            }
        }
        finally
        {
            THal.Unshare(dataAddress, data, Both);
            THal.Unshare(ivAddress, iv, DriverToDevice);
        }

        if (error != 0)
        {
            throw new DeviceException("The cipher failed.");
        }
    }
}
