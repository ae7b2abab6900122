using Devices;
using Hal;

public sealed class CryptoUnmapDirection<THal>(CryptoUnit unit) where THal : struct, IHal
{
    public int Encrypt(DmaBuffer key, DmaBuffer data)
    {
        PhysAddr k = THal.Share(key, BufferDirection.DriverToDevice);
        PhysAddr d = THal.Share(data, BufferDirection.Both);
        int ret = unit.Encrypt(d, d, k, data.Length);
        THal.Unshare(d, data, BufferDirection.Both);
        THal.Unshare(k, key, BufferDirection.DriverToDevice);
        return ret;
    }
}
