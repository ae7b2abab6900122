using System;
using System.Buffers;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Computes parity with an XOR engine: many sources are folded into one destination.</summary>
public static class ParityEngine<THal>
    where THal : struct, IHal
{
    public static bool Xor(DmaEngine engine, ReadOnlySpan<DmaBuffer> sources, DmaBuffer parity)
    {
        if (sources.IsEmpty)
        {
            return false;
        }

        PhysAddr[] addresses = ArrayPool<PhysAddr>.Shared.Rent(sources.Length);
        PhysAddr parityAt = THal.Share(parity, Both);
        int mapped = 0;
        bool good = true;
        try
        {
            foreach (DmaBuffer source in sources)
            {
                addresses[mapped] = THal.Share(source, DriverToDevice);
                mapped++;
            }

            for (int i = 0; good && i < mapped; i++)
            {
                int cookie = engine.Submit(addresses[i], parityAt, parity.Length);
                good = cookie >= 0 && engine.WaitFor(cookie, 200);
            }
        }
        finally
        {
            if (!good)
            {
                engine.Terminate();
            }

            for (int i = mapped; i > 0; i--)
            {
                THal.Unshare(addresses[i - 1], sources[i - 1], DriverToDevice);
            }

            THal.Unshare(parityAt, parity, Both);
            ArrayPool<PhysAddr>.Shared.Return(addresses);
        }

        return good;
    }
}
