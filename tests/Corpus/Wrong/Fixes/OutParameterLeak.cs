using System;
using Devices;
using Hal;

public static class MapHelper<THal> where THal : struct, IHal
{
    public static bool TryMap(DmaBuffer b, BufferDirection direction, out PhysAddr address)
    {
        try
        {
            address = THal.Share(b, direction);
            return true;
        }
        catch (DmaException)
        {
            address = default;
            return false;
        }
    }
}

public sealed class OutParameterLeak<THal>(CryptoUnit unit) where THal : struct, IHal
{
    public int Digest(DmaBuffer data, DmaBuffer hash)
    {
        if (!MapHelper<THal>.TryMap(data, BufferDirection.DriverToDevice, out PhysAddr d)) //! HAL1002
        {
            return -12;
        }

        if (!MapHelper<THal>.TryMap(hash, BufferDirection.DeviceToDriver, out PhysAddr h))
        {
            return -12;
        }

        int ret = unit.Digest(d, data.Length, h);
        THal.Unshare(h, hash, BufferDirection.DeviceToDriver);
        THal.Unshare(d, data, BufferDirection.DriverToDevice);
        return ret;
    }
}
