using System.Linq;
using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Several rings in an array; the ones that were made are disposed when a later one fails.
public sealed class ArrayOfDma<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal>[] _rings;

    public ArrayOfDma(int count)
    {
        var rings = new Dma<THal>?[count];
        try
        {
            for (int i = 0; i < count; i++)
            {
                rings[i] = new Dma<THal>(2, Both);
            }
        }
        catch
        {
            foreach (Dma<THal>? ring in rings)
            {
                ring?.Dispose();
            }

            throw;
        }

        _rings = rings!;
    }

    public static Dma<THal>[] Make(int count) => Enumerable.Range(0, count).Select(_ => new Dma<THal>(1, Both)).ToArray();

    public PhysAddr this[int ring] => _rings[ring].Paddr;

    public void Dispose() => Array.ForEach(_rings, ring => ring.Dispose());
}
