using Hal;
using Devices;

// Follows a fix in Linux (drivers/crypto, sahara: the descriptors of a request).
/// <summary>A crypto engine's two mappings: when the destination cannot be shared, the source stays shared.</summary>
public sealed unsafe class CipherRequest<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();

    public int Encrypt(DmaBuffer source, DmaBuffer destination, PhysAddr key)
    {
        PhysAddr from = THal.Share(source, BufferDirection.DriverToDevice); //! HAL1002
        PhysAddr to;
        try
        {
            to = THal.Share(destination, BufferDirection.DeviceToDriver);
        }
        catch (DmaException failure)
        {
            throw new DeviceException(failure.Message);
        }

        int status = _unit.Encrypt(from, to, key, source.Length);
        THal.Unshare(to, destination, BufferDirection.DeviceToDriver);
        THal.Unshare(from, source, BufferDirection.DriverToDevice);
        return status;
    }
}
