using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A cipher request, in place where source and destination are the same memory: then it is one share for both.</summary>
public static class CipherRequest<THal>
    where THal : struct, IHal
{
    public static unsafe int Run(CryptoUnit unit, DmaBuffer source, DmaBuffer destination, DmaBuffer key)
    {
        if (source.Length != destination.Length)
        {
            return -22;
        }

        bool inPlace = source.Pointer == destination.Pointer;
        PhysAddr keyAt = THal.Share(key, DriverToDevice);
        PhysAddr from;
        PhysAddr to;
        if (inPlace)
        {
            from = to = THal.Share(source, Both);
        }
        else
        {
            from = THal.Share(source, DriverToDevice);
            to = THal.Share(destination, DeviceToDriver);
        }

        int status = unit.Encrypt(from, to, keyAt, source.Length);
        if (inPlace)
        {
            THal.Unshare(from, source, Both);
        }
        else
        {
            THal.Unshare(to, destination, DeviceToDriver);
            THal.Unshare(from, source, DriverToDevice);
        }

        THal.Unshare(keyAt, key, DriverToDevice);
        return status;
    }
}
