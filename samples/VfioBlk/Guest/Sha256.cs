using System;
using System.Buffers.Binary;
using System.Numerics;

namespace Virtio.Guest;

/// <summary>SHA-256 (FIPS 180-4). The one of .NET loads OpenSSL, and the guest has no file but its init.</summary>
internal static class Sha256
{
    private const int BlockBytes = 64;
    private const int LengthBytes = 8;

    private static readonly uint[] RoundConstants = MakeRoundConstants();

    /// <summary>The hash of some bytes.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        Span<uint> state = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
        int whole = data.Length / BlockBytes * BlockBytes;
        for (int i = 0; i < whole; i += BlockBytes)
        {
            Compress(state, data.Slice(i, BlockBytes));
        }

        // A set bit, zeros, and the length in bits at the end of the last block.
        ReadOnlySpan<byte> rest = data[whole..];
        Span<byte> padded = stackalloc byte[2 * BlockBytes];
        padded.Clear();
        rest.CopyTo(padded);
        padded[rest.Length] = 0x80;
        int length = rest.Length < BlockBytes - LengthBytes ? BlockBytes : 2 * BlockBytes;
        BinaryPrimitives.WriteUInt64BigEndian(padded[(length - LengthBytes)..], (ulong)data.Length * 8);
        for (int i = 0; i < length; i += BlockBytes)
        {
            Compress(state, padded.Slice(i, BlockBytes));
        }

        byte[] hash = new byte[state.Length * sizeof(uint)];
        for (int i = 0; i < state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(i * sizeof(uint)), state[i]);
        }

        return hash;
    }

    private static void Compress(Span<uint> state, ReadOnlySpan<byte> block)
    {
        Span<uint> words = stackalloc uint[64];
        for (int i = 0; i < 16; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * sizeof(uint))..]);
        }

        for (int i = 16; i < words.Length; i++)
        {
            uint low = BitOperations.RotateRight(words[i - 15], 7) ^ BitOperations.RotateRight(words[i - 15], 18) ^ (words[i - 15] >> 3);
            uint high = BitOperations.RotateRight(words[i - 2], 17) ^ BitOperations.RotateRight(words[i - 2], 19) ^ (words[i - 2] >> 10);
            words[i] = words[i - 16] + low + words[i - 7] + high;
        }

        uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        for (int i = 0; i < words.Length; i++)
        {
            uint first = h + (BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25))
                + ((e & f) ^ (~e & g)) + RoundConstants[i] + words[i];
            uint second = (BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22))
                + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    /// <summary>The first 32 bits of the fractional parts of the cube roots of the first 64 primes, in integers alone.</summary>
    private static uint[] MakeRoundConstants()
    {
        uint[] constants = new uint[64];
        int found = 0;
        for (int candidate = 2; found < constants.Length; candidate++)
        {
            bool isPrime = true;
            for (int divisor = 2; divisor * divisor <= candidate; divisor++)
            {
                isPrime &= candidate % divisor != 0;
            }

            if (isPrime)
            {
                // The largest root with root^3 <= candidate * 2^96, bit by bit; the low 32 bits are those behind the point.
                UInt128 root = 0;
                BigInteger target = (BigInteger)candidate << 96;
                for (int bit = 35; bit >= 0; bit--)
                {
                    UInt128 next = root | (UInt128.One << bit);
                    if (BigInteger.Pow(next, 3) <= target)
                    {
                        root = next;
                    }
                }

                constants[found++] = (uint)root;
            }
        }

        return constants;
    }
}
