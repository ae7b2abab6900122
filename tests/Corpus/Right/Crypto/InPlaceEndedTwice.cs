using Hal;
using Devices;

/// <summary>A cipher request in place: source and destination are one share, ended once.</summary>
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
        return status;
    }
}
