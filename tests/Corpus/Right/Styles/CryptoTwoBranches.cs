using Devices;
using Hal;

public sealed class CryptoTwoBranches<THal>(CryptoUnit unit) where THal : struct, IHal
{
    public unsafe int Encrypt(DmaBuffer key, DmaBuffer src, DmaBuffer dst)
    {
        PhysAddr s, d;
        PhysAddr k = THal.Share(key, BufferDirection.DriverToDevice);
        if (src.Pointer == dst.Pointer)
        {
            s = THal.Share(src, BufferDirection.Both);
            d = s;
        }
        else
        {
            s = THal.Share(src, BufferDirection.DriverToDevice);
            d = THal.Share(dst, BufferDirection.DeviceToDriver);
        }

        int ret = unit.Encrypt(s, d, k, src.Length);
        if (src.Pointer == dst.Pointer)
        {
            THal.Unshare(s, src, BufferDirection.Both);
        }
        else
        {
            THal.Unshare(s, src, BufferDirection.DriverToDevice);
            THal.Unshare(d, dst, BufferDirection.DeviceToDriver);
        }

        THal.Unshare(k, key, BufferDirection.DriverToDevice);
        return ret;
    }
}
