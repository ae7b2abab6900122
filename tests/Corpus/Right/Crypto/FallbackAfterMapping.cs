using Hal;
using Devices;

/// <summary>A cipher driver that ends the share before it falls back to software.</summary>
public abstract unsafe class FallbackCipher<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();

    protected abstract int EncryptInSoftware(byte* key);

    public int Encrypt(DmaBuffer data, byte* key, PhysAddr keyAddress)
    {
        PhysAddr address = THal.Share(data, BufferDirection.Both);
        if ((address.Value & 0x3F) != 0)
        {
            THal.Unshare(address, data, BufferDirection.Both);
            return EncryptInSoftware(key);
        }

        int status = _unit.Encrypt(address, address, keyAddress, data.Length);
        THal.Unshare(address, data, BufferDirection.Both);
        return status;
    }
}
