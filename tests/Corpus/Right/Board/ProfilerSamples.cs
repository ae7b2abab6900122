using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A performance unit writes samples to a region of DMA memory and a head index beside them. The index is read by Volatile and checked,
// records are copied out, the unit is off before the end.
public sealed unsafe class SampleRegion<THal> : IDisposable
    where THal : struct, IHal
{
    private const int RecordBytes = 32;
    private readonly Device _unit;
    private readonly Dma<THal> _index;
    private readonly Dma<THal> _records;
    private uint _tail;

    public SampleRegion(Device unit, nuint pages)
    {
        _unit = unit;
        _index = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        try
        {
            _records = new Dma<THal>(pages, BufferDirection.DeviceToDriver);
        }
        catch
        {
            _index.Dispose();
            throw;
        }

        _unit.Program(_index.Paddr, sizeof(uint));
        _unit.Program(_records.Paddr, (int)_records.Length);
    }

    public int Read(Span<byte> into)
    {
        uint capacity = (uint)(_records.Length / RecordBytes);
        uint head = Volatile.Read(ref *_index.Pointer<uint>(0)) % capacity;
        int copied = 0;
        while (_tail != head && into.Length - copied >= RecordBytes)
        {
            _records.Slice((nuint)_tail * RecordBytes, RecordBytes).AsReadOnlySpan().CopyTo(into[copied..]);
            copied += RecordBytes;
            _tail = (_tail + 1) % capacity;
        }

        return copied;
    }

    public void Dispose()
    {
        _unit.Reset();
        _records.Dispose();
        _index.Dispose();
    }
}
