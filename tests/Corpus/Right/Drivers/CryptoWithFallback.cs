using Devices;
using Hal;

/// <summary>A cipher that uses the engine if there is one and software if not; in place or not, with an optional key share.</summary>
public sealed class CipherDriver<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();
    private DmaBuffer _key;
    private PhysAddr _keyAt;

    public void SetKey(DmaBuffer key)
    {
        ClearKey();
        if (_unit.HasEngine)
        {
            _key = key;
            _keyAt = THal.Share(key, BufferDirection.DriverToDevice);
        }
    }

    public void ClearKey()
    {
        if (!_key.IsEmpty)
        {
            THal.Unshare(_keyAt, _key, BufferDirection.DriverToDevice);
            _key = default;
        }
    }

    public int Encrypt(DmaBuffer source, DmaBuffer target)
    {
        if (!_unit.HasEngine || _key.IsEmpty)
        {
            return Software(source, target);
        }

        bool inPlace = source.Equals(target);
        PhysAddr from = THal.Share(source, inPlace ? BufferDirection.Both : BufferDirection.DriverToDevice);
        PhysAddr to = from;
        if (!inPlace)
        {
            try
            {
                to = THal.Share(target, BufferDirection.DeviceToDriver);
            }
            catch (DmaException)
            {
                THal.Unshare(from, source, BufferDirection.DriverToDevice);
                return Software(source, target);
            }
        }

        int error = _unit.Encrypt(from, to, _keyAt, source.Length);
        if (!inPlace)
        {
            THal.Unshare(to, target, BufferDirection.DeviceToDriver);
        }

        THal.Unshare(from, source, inPlace ? BufferDirection.Both : BufferDirection.DriverToDevice);
        return error;
    }

    private static int Software(DmaBuffer source, DmaBuffer target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = (byte)(source[i] ^ 0x5A);
        }

        return 0;
    }
}
