using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A keyed digest that runs two passes of a hash unit. The inner digest is unshared as output of the first pass before it is shared as
// input of the second.
internal sealed class KeyedDigest<THal>
    where THal : struct, IHal
{
    private const int BlockBytes = 64;
    private const int DigestBytes = 32;

    private readonly CryptoUnit _unit;

    public KeyedDigest(CryptoUnit unit) => _unit = unit;

    public bool TryCompute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> digest)
    {
        if (key.Length > BlockBytes || digest.Length < DigestBytes)
        {
            return false;
        }

        using var inner = new PinnedBuffer(BlockBytes + message.Length);
        using var outer = new PinnedBuffer(BlockBytes + DigestBytes);
        using var result = new PinnedBuffer(DigestBytes);
        Pad(key, inner.Buffer, 0x36);
        Pad(key, outer.Buffer, 0x5C);
        message.CopyTo(inner.Buffer.AsSpan()[BlockBytes..]);

        if (Hash(inner.Buffer, outer.Buffer.Slice(BlockBytes, DigestBytes)) != 0 || Hash(outer.Buffer, result.Buffer) != 0)
        {
            return false;
        }

        result.Buffer.AsReadOnlySpan().CopyTo(digest);
        return true;
    }

    private static void Pad(ReadOnlySpan<byte> key, DmaBuffer into, byte value)
    {
        Span<byte> block = into.AsSpan()[..BlockBytes];
        block.Fill(value);
        for (int i = 0; i < key.Length; i++)
        {
            block[i] ^= key[i];
        }
    }

    private int Hash(DmaBuffer source, DmaBuffer result)
    {
        PhysAddr from = THal.Share(source, DriverToDevice);
        try
        {
            PhysAddr to = THal.Share(result, DeviceToDriver);
            try
            {
                return _unit.Digest(from, source.Length, to);
            }
            finally
            {
                THal.Unshare(to, result, DeviceToDriver);
            }
        }
        finally
        {
            THal.Unshare(from, source, DriverToDevice);
        }
    }
}
