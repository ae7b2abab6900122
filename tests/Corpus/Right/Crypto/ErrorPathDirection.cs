using Hal;
using Devices;

/// <summary>A crypto engine whose error path ends the share with the direction of the request.</summary>
public sealed unsafe class AcceleratedCipher<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();

    public int Run(DmaBuffer data, PhysAddr key, bool inPlace)
    {
        BufferDirection direction = inPlace ? BufferDirection.Both : BufferDirection.DriverToDevice;
        PhysAddr address = THal.Share(data, direction);
        if (_unit.Busy)
        {
            THal.Unshare(address, data, direction);
            return -16;
        }

        int status = _unit.Encrypt(address, address, key, data.Length);
        THal.Unshare(address, data, direction);
        return status;
    }
}
