using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (safexcel): where the text is encrypted in place the same buffer is shared for reading and for writing.
internal sealed class InPlaceCipher<THal>(CryptoUnit unit, PhysAddr key)
    where THal : struct, IHal
{
    private const int BlockSize = 16;

    public int Encrypt(DmaBuffer text)
    {
        if (text.Length % BlockSize is var rest && rest != 0)
        {
            Log.Info($"{rest} bytes too many");
            return -22;
        }

        if (unit.Busy)
        {
            return -16;
        }

        using var source = new SharedScope<THal>(text, DriverToDevice);
        using var destination = new SharedScope<THal>(text, DeviceToDriver); //! HAL1011
        return unit.Encrypt(source.Paddr, destination.Paddr, key, text.Length);
    }
}
