using Devices;
using Hal;

public sealed class CryptoInPlaceOrTwo<THal>(CryptoUnit unit) where THal : struct, IHal
{
    public unsafe int Encrypt(DmaBuffer key, DmaBuffer src, DmaBuffer dst)
    {
        bool inPlace = src.Pointer == dst.Pointer;
        PhysAddr k = THal.Share(key, BufferDirection.DriverToDevice);
        PhysAddr s = THal.Share(src, inPlace ? BufferDirection.Both : BufferDirection.DriverToDevice);
        PhysAddr d = inPlace ? s : THal.Share(dst, BufferDirection.DeviceToDriver);
        int ret = unit.Encrypt(s, d, k, src.Length);
        if (!inPlace)
        {
            THal.Unshare(d, dst, BufferDirection.DeviceToDriver);
        }

        THal.Unshare(s, src, inPlace ? BufferDirection.Both : BufferDirection.DriverToDevice);
        THal.Unshare(k, key, BufferDirection.DriverToDevice);
        return ret;
    }
}
