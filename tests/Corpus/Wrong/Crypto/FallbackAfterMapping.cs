using Hal;
using Devices;

// Like fixes in Linux (drivers/crypto, a request that falls back to software).
/// <summary>A cipher driver that decides for its software fallback after it shared the data.</summary>
public abstract unsafe class FallbackCipher<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();

    protected abstract int EncryptInSoftware(byte* key);

    public int Encrypt(DmaBuffer data, byte* key, PhysAddr keyAddress)
    {
        PhysAddr address = THal.Share(data, BufferDirection.Both); //! HAL1002
        if ((address.Value & 0x3F) != 0)
        {
            return EncryptInSoftware(key);
        }

        int status = _unit.Encrypt(address, address, keyAddress, data.Length);
        THal.Unshare(address, data, BufferDirection.Both);
        return status;
    }
}
