using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hal;

/// <summary>
/// A 64-bit number of a buffer's content, to see at Unshare whether it is what it was at Share, without keeping a copy: running sums of the
/// words and of the sums so far (Fletcher), in sixteen lanes. A change within one word is always seen; a random one goes unnoticed once in
/// about 2^64.
/// </summary>
internal static class Fingerprint
{
    private const int BlockSize = 64;

    public static ulong Of(ReadOnlySpan<byte> bytes) => bytes.Length < BlockSize ? OfShort(bytes) : OfBlocks(bytes);

    private static ulong OfShort(ReadOnlySpan<byte> bytes)
    {
        ulong number = 0;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            number = Mix(number, MemoryMarshal.Read<ulong>(bytes));
        }

        foreach (byte rest in bytes)
        {
            number = Mix(number, rest);
        }

        return number;
    }

    // No call within: around one, the JIT would keep the sums in memory, and the loop would take six times as long.
    private static ulong OfBlocks(ReadOnlySpan<byte> bytes)
    {
        Vector256<uint> low = Vector256<uint>.Zero;
        Vector256<uint> high = Vector256<uint>.Zero;
        Vector256<uint> lowSums = Vector256<uint>.Zero;
        Vector256<uint> highSums = Vector256<uint>.Zero;
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        nuint last = (nuint)(uint)bytes.Length - BlockSize;
        for (nuint at = 0; ; at = nuint.Min(at + BlockSize, last)) // the last block may overlap the one before
        {
            low += Vector256.LoadUnsafe(ref start, at).AsUInt32();
            high += Vector256.LoadUnsafe(ref start, at + (BlockSize / 2)).AsUInt32();
            lowSums += low;
            highSums += high;
            if (at == last)
            {
                break;
            }
        }

        return Fold(Fold(0, low, high), lowSums, highSums);
    }

    // Rotation keeps all bits, so a change of one of the two changes their combination.
    private static ulong Fold(ulong number, Vector256<uint> low, Vector256<uint> high)
    {
        Vector256<ulong> rotated = (high.AsUInt64() << 21) | (high.AsUInt64() >>> 43);
        Vector256<ulong> lanes = low.AsUInt64() ^ rotated;
        number = Mix(number, lanes.GetElement(0));
        number = Mix(number, lanes.GetElement(1));
        number = Mix(number, lanes.GetElement(2));
        return Mix(number, lanes.GetElement(3));
    }

    // Odd factors are invertible: a change of either argument changes the result.
    private static ulong Mix(ulong number, ulong value)
    {
        number = (number ^ value) * 0x9E3779B97F4A7C15;
        return number ^ (number >> 29);
    }
}
