using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (atmel-aes): the catch ends the share of the source before it answers with an error code.
internal sealed class AesChannel<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    private readonly DmaBuffer _key;
    private readonly PhysAddr _keyAddress;

    public AesChannel(CryptoUnit unit, DmaBuffer key, PhysAddr keyAddress)
        : this(unit) => (_key, _keyAddress) = (key, keyAddress);

    public int KeyLength => _key.Length;

    public int Crypt(DmaBuffer plain, DmaBuffer cipher)
    {
        PhysAddr source = THal.Share(plain, DriverToDevice);
        PhysAddr destination;
        try
        {
            destination = THal.Share(cipher, DeviceToDriver);
        }
        catch (DmaException)
        {
            THal.Unshare(source, plain, DriverToDevice);
            Log.Info("no mapping for the result");
            return -12;
        }

        int status = unit.Encrypt(source, destination, _keyAddress, plain.Length);
        THal.Unshare(destination, cipher, DeviceToDriver);
        THal.Unshare(source, plain, DriverToDevice);
        return status;
    }
}
