using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux media (rkvdec): the size of the table is rounded up to pages.
internal sealed class ProbabilityTable<THal>(Device decoder)
    where THal : struct, IHal
{
    private const int CoefficientBytes = 2304;
    private const int MotionBytes = 1024;
    private const int TableBytes = CoefficientBytes + MotionBytes;

    private Dma<THal>? _table;

    public bool Start(ReadOnlySpan<byte> defaults)
    {
        if (_table is not null || defaults.Length > TableBytes)
        {
            return false;
        }

        var table = new Dma<THal>(HalConstants.PagesFor(TableBytes), BufferDirection.Both);
        defaults.CopyTo(table.AsSpan());
        decoder.Program(table.Paddr, TableBytes);
        _table = table;
        return true;
    }

    public void Stop()
    {
        decoder.Reset();
        _table?.Dispose();
        _table = null;
    }
}
