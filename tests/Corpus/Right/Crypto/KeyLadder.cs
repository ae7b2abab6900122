using System;
using Devices;
using Hal;

namespace Drivers;

// Like set-top boxes' key ladders: three wrapped keys, each opened under the one before, in two slots that turn. The slots are one
// region, and the step that fails wipes and frees it by the same way as success.
public enum LadderResult
{
    Ready,
    NoMemory,
    Busy,
    StepFailed,
}

public static class KeyLadder<THal>
    where THal : struct, IHal
{
    private const int KeyBytes = 16;

    public static LadderResult Climb(CryptoUnit unit, byte[][] wrapped, Action<byte[]> use)
    {
        if (unit.Busy)
        {
            return LadderResult.Busy;
        }

        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? slots))
        {
            return LadderResult.NoMemory;
        }

        using (slots)
        {
            Span<byte> memory = slots.AsSpan();
            int under = 0;
            LadderResult result = LadderResult.Ready;
            foreach (byte[] key in wrapped)
            {
                int opened = KeyBytes - under;
                key.AsSpan(0, KeyBytes).CopyTo(memory.Slice(2 * KeyBytes, KeyBytes));
                int status = unit.Encrypt(slots.PaddrAt(2 * KeyBytes), slots.PaddrAt((nuint)opened), slots.PaddrAt((nuint)under), KeyBytes);
                if (status != 0)
                {
                    result = LadderResult.StepFailed;
                    break;
                }

                under = opened;
            }

            if (result == LadderResult.Ready)
            {
                use(memory.Slice(under, KeyBytes).ToArray());
            }

            memory.Clear();
            return result;
        }
    }
}
