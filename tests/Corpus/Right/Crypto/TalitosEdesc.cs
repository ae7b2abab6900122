using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux crypto (talitos): the request is checked before the IV is mapped.
public sealed unsafe class TalitosCipher<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    private const int MaxLength = 32 * 1024;

    public void Encrypt(DmaBuffer iv, DmaBuffer data)
    {
        if (data.Length > MaxLength)
        {
            throw new DeviceException("The request does not fit a descriptor.");
        }

        PhysAddr ivAddress = THal.Share(iv, DriverToDevice);
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
