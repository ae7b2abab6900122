using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A running hash: whole blocks go to the engine, what is left over waits for more.</summary>
public sealed class HashStream<THal>(CryptoUnit unit, PinnedBuffer staging, PinnedBuffer digest)
    where THal : struct, IHal
{
    private const int BlockBytes = 64;
    private int _held;

    public int Append(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            DmaBuffer stage = staging.Buffer;
            int take = Math.Min(data.Length, stage.Length - _held);
            data[..take].CopyTo(stage.AsSpan()[_held..]);
            data = data[take..];
            _held += take;
            int whole = _held - _held % BlockBytes;
            if (_held < stage.Length || whole == 0)
            {
                continue;
            }

            int status = Digest(stage.Slice(0, whole));
            if (status != 0)
            {
                return status;
            }

            stage.AsSpan()[whole.._held].CopyTo(stage.AsSpan());
            _held -= whole;
        }

        return 0;
    }

    public byte[]? Finish()
    {
        if (_held > 0)
        {
            int status = Digest(staging.Buffer.Slice(0, _held));
            _held = 0;
            if (status != 0)
            {
                return null;
            }
        }

        return digest.Buffer.AsReadOnlySpan().ToArray();
    }

    private int Digest(DmaBuffer blocks)
    {
        PhysAddr from = THal.Share(blocks, DriverToDevice);
        PhysAddr result = THal.Share(digest.Buffer, Both);
        int status = unit.Digest(from, blocks.Length, result);
        THal.Unshare(result, digest.Buffer, Both);
        THal.Unshare(from, blocks, DriverToDevice);
        return status;
    }
}
