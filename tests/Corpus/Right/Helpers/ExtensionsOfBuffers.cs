using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

public static class DmaBufferExtensions
{
    /// <summary>Cuts a buffer into pieces of at most <paramref name="size"/> bytes.</summary>
    public static IEnumerable<DmaBuffer> Pieces(this DmaBuffer buffer, int size)
    {
        for (int offset = 0; offset < buffer.Length; offset += size)
        {
            yield return buffer.Slice(offset, Math.Min(size, buffer.Length - offset));
        }
    }

    public static TResult WithShare<THal, TResult>(this DmaBuffer buffer, BufferDirection direction, Func<PhysAddr, TResult> use)
        where THal : struct, IHal
    {
        PhysAddr paddr = THal.Share(buffer, direction);
        try
        {
            return use(paddr);
        }
        finally
        {
            THal.Unshare(paddr, buffer, direction);
        }
    }
}

/// <summary>Erases flash by writing ones, in pieces that the engine takes.</summary>
public sealed class FlashEraser<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public int Erase(DmaBuffer shadow)
    {
        int bytes = 0;
        foreach (DmaBuffer piece in shadow.Pieces(4096))
        {
            bool filled = piece.WithShare<THal, bool>(DeviceToDriver, paddr =>
            {
                int cookie = engine.SubmitFill(paddr, piece.Length, 0xFF);
                if (cookie < 0)
                {
                    return false;
                }

                if (!engine.WaitFor(cookie, 500))
                {
                    engine.Terminate();
                    return false;
                }

                return true;
            });

            if (!filled)
            {
                break;
            }

            bytes += piece.Length;
        }

        return bytes;
    }
}
