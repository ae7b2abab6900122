using Devices;
using Hal;

/// <summary>crypto: source and destination are one mapping when they are the same memory; unmapped as if they were two.</summary>
public sealed class CryptoUnmapDirection<THal>(CryptoUnit unit) where THal : struct, IHal
{
    public int Encrypt(DmaBuffer key, DmaBuffer data)
    {
        PhysAddr k = THal.Share(key, BufferDirection.DriverToDevice);
        PhysAddr d = THal.Share(data, BufferDirection.Both);
        int ret = unit.Encrypt(d, d, k, data.Length);
        THal.Unshare(d, data, BufferDirection.DriverToDevice); //! HAL1005
        THal.Unshare(k, key, BufferDirection.DriverToDevice);
        return ret;
    }
}
