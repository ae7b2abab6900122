using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Uploads a table of gains that a mixer steps through, computed by a callback for each step. The table is computed before it is shared,
// and the wait for the ramp's end lies between Share and Unshare.
public sealed class GainRamp<THal>(Device mixer)
    where THal : struct, IHal
{
    public bool Run(int steps, Func<double, double> curve)
    {
        if (steps is < 2 or > 1024)
        {
            throw new ArgumentOutOfRangeException(nameof(steps));
        }

        using var table = new PinnedBuffer(steps * sizeof(short));
        Fill(table.Buffer.AsSpan(), steps, curve);
        return Upload(table.Buffer);
    }

    public bool FadeOut(int steps) => Run(steps, static x => 1 - x);

    public bool FadeIn(int steps) => Run(steps, static x => Math.Sqrt(x));

    private static void Fill(Span<byte> table, int steps, Func<double, double> curve)
    {
        for (int i = 0; i < steps; i++)
        {
            double gain = Math.Clamp(curve((double)i / (steps - 1)), 0, 1);
            BinaryPrimitives.WriteInt16LittleEndian(table[(i * 2)..], (short)(gain * short.MaxValue));
        }
    }

    private bool Upload(DmaBuffer table)
    {
        PhysAddr address = THal.Share(table, DriverToDevice);
        try
        {
            mixer.WriteRegister(0x40, (ulong)table.Length / 2);
            if (!mixer.Submit(address, table.Length))
            {
                return false;
            }

            for (int waited = 0; waited < 5000; waited += 100)
            {
                if (mixer.Wait(100))
                {
                    return true;
                }
            }

            mixer.Reset();
            return false;
        }
        finally
        {
            THal.Unshare(address, table, DriverToDevice);
        }
    }
}
