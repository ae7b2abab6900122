using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A compression engine: buffer lists in DMA memory, and a larger target where the first was too small.</summary>
public sealed unsafe class FlatBufferList<THal>(Mailbox engine)
    where THal : struct, IHal
{
    private const int Overflow = -75;

    public byte[]? Compress(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return [];
        }

        using var source = new PinnedBuffer(input.Length);
        input.CopyTo(source.Buffer.AsSpan());
        using var sourceShare = new SharedScope<THal>(source.Buffer, DriverToDevice);
        for (int size = Math.Max(64, input.Length / 2); size <= input.Length * 4; size *= 2)
        {
            using var target = new PinnedBuffer(size);
            int produced;
            using (var targetShare = new SharedScope<THal>(target.Buffer, DeviceToDriver))
            {
                produced = engine.Execute((uint)size, sourceShare.Paddr, targetShare.Paddr);
            }

            if (produced == Overflow)
            {
                continue;
            }

            return produced < 0 ? null : target.Buffer.AsReadOnlySpan()[..Math.Min(produced, size)].ToArray();
        }

        return null;
    }
}
