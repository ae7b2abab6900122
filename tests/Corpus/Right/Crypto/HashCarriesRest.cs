using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A hash in updates: full blocks go to the unit, the rest is carried to the next update.</summary>
public sealed class HashSession<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Block = 64;

    private readonly CryptoUnit _unit;
    private readonly Dma<THal> _state = new(1, Both);
    private readonly PinnedBuffer _carry = new(Block);
    private int _carried;

    public HashSession(CryptoUnit unit) => _unit = unit;

    public int Update(DmaBuffer data)
    {
        int offset = 0;
        if (_carried != 0)
        {
            int take = Math.Min(Block - _carried, data.Length);
            data.AsReadOnlySpan()[..take].CopyTo(_carry.Buffer.AsSpan()[_carried..]);
            _carried += take;
            offset = take;
            if (_carried < Block)
            {
                return 0;
            }

            int error = Digest(_carry.Buffer);
            if (error != 0)
            {
                return error;
            }

            _carried = 0;
        }

        int full = (data.Length - offset) & ~(Block - 1);
        if (full > 0)
        {
            int error = Digest(data.Slice(offset, full));
            if (error != 0)
            {
                return error;
            }
        }

        ReadOnlySpan<byte> rest = data.AsReadOnlySpan()[(offset + full)..];
        rest.CopyTo(_carry.Buffer.AsSpan());
        _carried = rest.Length;
        return 0;
    }

    private int Digest(DmaBuffer blocks)
    {
        PhysAddr address = THal.Share(blocks, DriverToDevice);
        try
        {
            return _unit.Digest(address, blocks.Length, _state.Paddr);
        }
        finally
        {
            THal.Unshare(address, blocks, DriverToDevice);
        }
    }

    public int Finish(Span<byte> digest)
    {
        if (_carried > 0)
        {
            int error = Digest(_carry.Buffer.Slice(0, _carried));
            if (error != 0)
            {
                return error;
            }
        }

        _state.AsSpan()[..digest.Length].CopyTo(digest);
        return 0;
    }

    public void Dispose()
    {
        _carry.Dispose();
        _state.Dispose();
    }
}
