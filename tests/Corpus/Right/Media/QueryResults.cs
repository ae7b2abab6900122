using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A pool of GPU queries whose results the GPU writes as 64-bit values. Results are read with acquire from memory that only the GPU
// writes; the availability bit is looked at first.
internal sealed unsafe class QueryResults<THal> : IDisposable
    where THal : struct, IHal
{
    private const int ResultBytes = 16;

    private readonly Device _gpu;
    private readonly Dma<THal> _results;
    private ulong _reserved;

    public QueryResults(Device gpu)
    {
        _gpu = gpu;
        _results = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        _gpu.Program(_results.Paddr, HalConstants.PageSize);
    }

    public bool IsReserved(int query) => (_reserved >> query & 1) != 0;

    public void Reserve(int query) => _reserved |= 1UL << query;

    public PhysAddr AddressOf(int query) => _results.PaddrAt((nuint)query * ResultBytes);

    public bool TryRead(int query, out ulong value)
    {
        value = 0;
        if ((uint)query >= HalConstants.PageSize / ResultBytes)
        {
            return false;
        }

        ulong* result = _results.Pointer<ulong>((nuint)query * ResultBytes);
        if ((Volatile.Read(ref result[1]) & 1) == 0)
        {
            return false;
        }

        value = Volatile.Read(ref result[0]);
        return true;
    }

    public void Dispose()
    {
        _gpu.Reset();
        _results.Dispose();
    }
}
