using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// The trace ring of a management engine, read by index and never written by the driver. Producer index read with acquire and checked;
// the consumer index goes to a register, not into the ring.
internal sealed unsafe class TraceRing<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Pages = 2;
    private const uint EntryBytes = 32;
    private const uint HeaderBytes = 64;
    private const uint Entries = (Pages * HalConstants.PageSize - HeaderBytes) / EntryBytes;

    private readonly Device _engine;
    private readonly Dma<THal> _ring = new(Pages, BufferDirection.DeviceToDriver);
    private uint _consumer;

    public TraceRing(Device engine)
    {
        _engine = engine;
        _engine.Program(_ring.Paddr, Pages * HalConstants.PageSize);
    }

    public long Lost { get; private set; }

    public int Read(List<byte[]> entries)
    {
        uint producer = Volatile.Read(ref *_ring.Pointer<uint>(0));
        uint available = producer - _consumer;
        if (available > Entries)
        {
            Lost += available - Entries;
            _consumer = producer - Entries;
        }

        int read = 0;
        for (; _consumer != producer; _consumer++, read++)
        {
            nuint offset = HeaderBytes + _consumer % Entries * EntryBytes;
            entries.Add(_ring.Slice(offset, (int)EntryBytes).AsReadOnlySpan().ToArray());
        }

        _engine.WriteRegister(0x30, _consumer);
        return read;
    }

    public void Dispose()
    {
        _engine.Reset();
        _ring.Dispose();
    }
}
