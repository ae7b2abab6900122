using Devices;
using Hal;

public sealed class LocalFunctionCleanup<THal>(CryptoUnit unit) where THal : struct, IHal
{
    public int Digest(DmaBuffer data, DmaBuffer hash)
    {
        PhysAddr d = default, h = default;
        try
        {
            d = THal.Share(data, BufferDirection.DriverToDevice);
            h = THal.Share(hash, BufferDirection.DeviceToDriver);
            if (unit.Busy)
            {
                return -16;
            }

            return unit.Digest(d, data.Length, h);
        }
        finally
        {
            Release(h, hash, BufferDirection.DeviceToDriver);
            Release(d, data, BufferDirection.DriverToDevice);
        }

        static void Release(PhysAddr a, DmaBuffer b, BufferDirection direction)
        {
            if (a != default)
            {
                THal.Unshare(a, b, direction);
            }
        }
    }
}
