using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A digest over data in pieces: the unit keeps its state in a block that each piece reads and writes. The state is shared in both
// directions for each piece, and copied out when the last piece is over.
public sealed class ChunkedDigest<THal>(CryptoUnit unit) : IDisposable
    where THal : struct, IHal
{
    private const int StateBytes = 64;

    private readonly PinnedBuffer _state = new(StateBytes);
    private long _length;
    private bool _failed;

    public void Start()
    {
        _state.Buffer.AsSpan().Clear();
        _length = 0;
        _failed = false;
    }

    public bool Update(DmaBuffer piece)
    {
        if (_failed)
        {
            return false;
        }

        _failed = !Run(piece);
        _length += piece.Length;
        return !_failed;
    }

    public bool TryFinish(Span<byte> digest)
    {
        if (_failed || _length == 0)
        {
            return false;
        }

        _state.Buffer.AsReadOnlySpan()[..32].CopyTo(digest);
        _state.Buffer.AsSpan().Clear();
        return true;
    }

    public void Dispose()
    {
        _state.Buffer.AsSpan().Clear();
        _state.Dispose();
    }

    private bool Run(DmaBuffer piece)
    {
        PhysAddr state = THal.Share(_state.Buffer, Both);
        try
        {
            PhysAddr data = THal.Share(piece, DriverToDevice);
            bool good = unit.Digest(data, piece.Length, state) == 0;
            while (unit.Busy)
            {
                Thread.SpinWait(100);
            }

            THal.Unshare(data, piece, DriverToDevice);
            return good;
        }
        finally
        {
            THal.Unshare(state, _state.Buffer, Both);
        }
    }
}
