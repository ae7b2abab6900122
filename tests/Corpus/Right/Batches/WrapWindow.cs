using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Keeps a window of transfers in flight over a circular array of slots.</summary>
public static class WindowedCopy<THal>
    where THal : struct, IHal
{
    private struct Slot
    {
        public PhysAddr Source;
        public DmaBuffer Piece;
        public int Cookie;
    }

    public static bool Copy(DmaEngine engine, DmaBuffer source, PhysAddr target, int pieceLength)
    {
        const int Depth = 4;
        var window = new Slot[Depth];
        int head = 0;
        int tail = 0;
        bool good = true;
        for (int offset = 0; offset < source.Length && good; offset += pieceLength)
        {
            if (head - tail == Depth)
            {
                good = Finish(engine, ref window[tail++ % Depth]);
                if (!good)
                {
                    break;
                }
            }

            ref Slot slot = ref window[head % Depth];
            slot.Piece = source.Slice(offset, Math.Min(pieceLength, source.Length - offset));
            slot.Source = THal.Share(slot.Piece, DriverToDevice);
            slot.Cookie = engine.Submit(slot.Source, target + (ulong)offset, slot.Piece.Length);
            head++;
            good = slot.Cookie >= 0;
        }

        while (tail != head)
        {
            good &= Finish(engine, ref window[tail++ % Depth]);
        }

        return good;
    }

    private static bool Finish(DmaEngine engine, ref Slot slot)
    {
        bool done = slot.Cookie >= 0 && engine.WaitFor(slot.Cookie, 1000);
        if (!done)
        {
            engine.Terminate();
        }

        THal.Unshare(slot.Source, slot.Piece, DriverToDevice);
        slot = default;
        return done;
    }
}
