using System;
using System.Buffers.Binary;
using Devices;
using Hal;

namespace Drivers;

// Like Linux dm-crypt with a hardware engine: sectors are encrypted in place, the tweak lies beside them. One Both share gives source
// and destination, its slices are offsets of the one address.
public sealed class SectorCipher<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Sector = 512;

    private readonly CryptoUnit _unit;
    private readonly Dma<THal> _tweak = new(1, BufferDirection.DriverToDevice);

    public SectorCipher(CryptoUnit unit) => _unit = unit;

    public int EncryptInPlace(DmaBuffer sectors, ulong first)
    {
        if (sectors.Length % Sector != 0)
        {
            return -22;
        }

        PhysAddr address = THal.Share(sectors, BufferDirection.Both);
        int status = 0;
        for (int offset = 0; offset < sectors.Length && status == 0; offset += Sector)
        {
            Span<byte> tweak = _tweak.AsSpan()[..16];
            tweak.Clear();
            BinaryPrimitives.WriteUInt64LittleEndian(tweak, first + (ulong)(offset / Sector));
            status = _unit.Encrypt(address + offset, address + offset, _tweak.Paddr, Sector);
        }

        THal.Unshare(address, sectors, BufferDirection.Both);
        return status;
    }

    public void Dispose()
    {
        _tweak.AsSpan().Clear();
        _tweak.Dispose();
    }
}
