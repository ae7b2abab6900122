using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: qat - fix DMA transfer direction" (cf5bb835b7c8): source and destination of an operation in place
// were mapped each for the device to write.
public sealed unsafe class QatCipher<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit;

    public QatCipher(CryptoUnit unit) => _unit = unit;

    public int EncryptInPlace(DmaBuffer key, DmaBuffer data)
    {
        if (!_unit.HasEngine)
        {
            return -19;
        }

        PhysAddr keyAddress = THal.Share(key, DriverToDevice);
        PhysAddr source = THal.Share(data, Both);
        PhysAddr destination = THal.Share(data, Both); //! HAL1011
        int error = _unit.Encrypt(source, destination, keyAddress, data.Length);
        THal.Unshare(destination, data, Both);
        THal.Unshare(source, data, Both);
        THal.Unshare(keyAddress, key, DriverToDevice);
        return error;
    }
}
