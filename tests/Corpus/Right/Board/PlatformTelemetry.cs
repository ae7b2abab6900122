using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like Intel's platform telemetry: samples come into a table that the firmware rewrites under a generation number. The reader takes a
// copy between two equal even generations, from memory that it only reads.
public sealed unsafe class TelemetryTable<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Counters = 128;

    private readonly Mailbox _firmware;
    private readonly Dma<THal> _table;
    private bool _closed;

    public TelemetryTable(Mailbox firmware)
    {
        _firmware = firmware;
        var table = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        if (firmware.Execute(0x0C, table.Paddr) != 0)
        {
            table.Dispose();
            throw new DeviceException("the firmware has no telemetry");
        }

        _table = table;
    }

    public bool TryRead(Span<ulong> counters)
    {
        uint* generation = _table.Pointer<uint>(0);
        ulong* values = _table.Pointer<ulong>(8);
        int count = Math.Min(counters.Length, Counters);
        for (int attempt = 0; attempt < 10; attempt++)
        {
            uint before = Volatile.Read(ref *generation);
            if ((before & 1) != 0)
            {
                Thread.Yield();
                continue;
            }

            for (int i = 0; i < count; i++)
            {
                counters[i] = Volatile.Read(ref values[i]);
            }

            Thread.MemoryBarrier();
            if (Volatile.Read(ref *generation) == before)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        if (_firmware.Execute(0x0D, _table.Paddr) != 0)
        {
            _table.Abandon();
            return;
        }

        _table.Dispose();
    }
}
