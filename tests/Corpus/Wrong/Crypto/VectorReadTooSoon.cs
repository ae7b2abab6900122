using Hal;
using Devices;

// Like fixes in Linux (drivers/crypto, the chaining value that is copied out before its mapping ends).
/// <summary>A cipher engine: the next chaining value is taken from the buffer while the engine may still write it.</summary>
public sealed unsafe class ChainedCipher<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit = new();
    private ulong _chain;

    public int Encrypt(byte* data, int length, PhysAddr key)
    {
        var block = new DmaBuffer(data, length);
        PhysAddr address = THal.Share(block, BufferDirection.Both);
        int status = _unit.Encrypt(address, address, key, length);
        if (status == 0)
        {
            _chain = *(ulong*)(data + length - 8); //! HAL1007
        }

        THal.Unshare(address, block, BufferDirection.Both);
        return status;
    }

    public ulong Chain => _chain;
}
