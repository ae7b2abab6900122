using Devices;
using Hal;

/// <summary>The device reads one buffer through two shares at once; neither lets it write.</summary>
public sealed class TwoReaders<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();

    public int MacThenEncrypt(DmaBuffer text, DmaBuffer output, DmaBuffer key)
    {
        PhysAddr forMac = THal.Share(text, BufferDirection.DriverToDevice);
        PhysAddr forCipher = THal.Share(text, BufferDirection.DriverToDevice);
        PhysAddr keyAt = THal.Share(key, BufferDirection.DriverToDevice);
        PhysAddr outputAt = THal.Share(output, BufferDirection.DeviceToDriver);
        int status = _unit.Digest(forMac, text.Length, outputAt);
        status |= _unit.Encrypt(forCipher, outputAt, keyAt, text.Length);
        THal.Unshare(outputAt, output, BufferDirection.DeviceToDriver);
        THal.Unshare(keyAt, key, BufferDirection.DriverToDevice);
        THal.Unshare(forMac, text, BufferDirection.DriverToDevice);
        THal.Unshare(forCipher, text, BufferDirection.DriverToDevice);
        return status;
    }
}
