using Hal;
using Devices;

// Follows a fix in Linux (drivers/crypto/hisilicon, the scatter list), 4154f7d3b1.
/// <summary>A crypto engine that shares in one direction or in both, by request, and whose error path always ends it as both.</summary>
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
            THal.Unshare(address, data, BufferDirection.Both); //! HAL1005
            return -16;
        }

        int status = _unit.Encrypt(address, address, key, data.Length);
        THal.Unshare(address, data, direction);
        return status;
    }
}
