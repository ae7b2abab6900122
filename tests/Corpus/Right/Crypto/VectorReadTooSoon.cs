using Hal;
using Devices;

/// <summary>A cipher engine: the next chaining value is taken after the share has ended.</summary>
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
        THal.Unshare(address, block, BufferDirection.Both);
        if (status == 0)
        {
            _chain = *(ulong*)(data + length - 8);
        }

        return status;
    }

    public ulong Chain => _chain;
}
