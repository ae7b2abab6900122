using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: sun8i-ce-cipher - fix error handling in sun8i_ce_cipher_prepare()" (f31adc3e356f): the way out of a
// failed step jumped over the end of the key's mapping.
public sealed unsafe class Sun8iCipher<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit;

    public Sun8iCipher(CryptoUnit unit) => _unit = unit;

    public int Encrypt(DmaBuffer key, DmaBuffer source, DmaBuffer destination)
    {
        int error;
        PhysAddr keyAddress = THal.Share(key, DriverToDevice); //! HAL1002
        if (source.Length % 16 != 0 || destination.Length < source.Length)
        {
            error = -22;
            goto Out;
        }

        PhysAddr from = THal.Share(source, DriverToDevice);
        PhysAddr to;
        try
        {
            to = THal.Share(destination, DeviceToDriver);
        }
        catch (DmaException)
        {
            error = -12;
            goto UnmapSource;
        }

        error = _unit.Encrypt(from, to, keyAddress, source.Length);
        THal.Unshare(to, destination, DeviceToDriver);
    UnmapSource:
        THal.Unshare(from, source, DriverToDevice);
        THal.Unshare(keyAddress, key, DriverToDevice);
    Out:
        return error;
    }
}
