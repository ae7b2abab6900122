using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A digest over many pieces: the next piece is shared while the engine works on this one.</summary>
public sealed class LookAheadHash<THal>(CryptoUnit unit, Device engine, Dma<THal> state)
    where THal : struct, IHal
{
    public int Update(IReadOnlyList<DmaBuffer> pieces)
    {
        if (pieces.Count == 0)
        {
            return 0;
        }

        Shared<THal> current = new(pieces[0], DriverToDevice);
        int error = 0;
        for (int i = 0; i < pieces.Count && error == 0; i++)
        {
            error = unit.Digest(current.Paddr, current.Buffer.Length, state.Paddr);
            Shared<THal> next = default;
            if (error == 0 && i + 1 < pieces.Count)
            {
                next = new Shared<THal>(pieces[i + 1], DriverToDevice);
            }

            if (error == 0 && !engine.Wait(100))
            {
                engine.Reset();
                error = -110;
            }

            current.Unshare();
            current = next;
        }

        current.Unshare();
        return error;
    }
}
