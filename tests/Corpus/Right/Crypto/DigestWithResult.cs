using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A hash over several pieces, whose result the unit writes to a buffer of 32 bytes. Each piece is shared while it is digested; the
// result is read behind the end of its share.
public sealed class Digester<THal> : IDisposable
    where THal : struct, IHal
{
    private const int ResultBytes = 32;

    private readonly CryptoUnit _unit;
    private readonly PinnedBuffer _result = new(ResultBytes);

    public Digester(CryptoUnit unit) => _unit = unit;

    public byte[] Compute(IEnumerable<DmaBuffer> pieces)
    {
        PhysAddr result = THal.Share(_result.Buffer, BufferDirection.DeviceToDriver);
        int error = 0;
        try
        {
            foreach (DmaBuffer piece in pieces)
            {
                error = Update(piece, result);
                if (error != 0)
                {
                    break;
                }
            }
        }
        finally
        {
            THal.Unshare(result, _result.Buffer, BufferDirection.DeviceToDriver);
        }

        if (error != 0)
        {
            throw new DeviceException($"The unit reported {error}.");
        }

        return _result.Buffer.AsReadOnlySpan().ToArray();
    }

    public bool Verify(DmaBuffer data, ReadOnlySpan<byte> expected) =>
        expected.Length == ResultBytes && Compute(new[] { data }).AsSpan().SequenceEqual(expected);

    public void Dispose() => _result.Dispose();

    private int Update(DmaBuffer piece, PhysAddr result)
    {
        PhysAddr source = THal.Share(piece, BufferDirection.DriverToDevice);
        int error = _unit.Digest(source, piece.Length, result);
        THal.Unshare(source, piece, BufferDirection.DriverToDevice);
        return error;
    }
}
