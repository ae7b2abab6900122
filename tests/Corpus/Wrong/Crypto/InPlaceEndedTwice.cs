using Hal;
using Devices;

// Like fixes in Linux (drivers/crypto/inside-secure, the cleanup of a cipher request).
/// <summary>A cipher request in place: source and destination are one share, and both branches of the cleanup end it.</summary>
public sealed unsafe class InPlaceCipher<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();

    public int Encrypt(DmaBuffer data, PhysAddr key, DmaBuffer iv)
    {
        var source = new Shared<THal>(data, BufferDirection.Both);
        var destination = source;
        var vector = new Shared<THal>(iv, BufferDirection.DriverToDevice);

        int status = _unit.Encrypt(source.Paddr, destination.Paddr, key, data.Length);
        if (status != 0)
        {
            Log.Info($"encrypt: {status}");
        }

        vector.Unshare();
        destination.Unshare();
        source.Unshare(); //! HAL1004
        return status;
    }
}
