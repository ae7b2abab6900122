using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A modem takes one large transfer with many datagrams in it. The aggregate is written while it is the driver's, shared when it is full
// or flushed, and reused after the modem is done.
public sealed class ModemAggregate<THal>(Device modem, int capacity) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _memory = new(capacity);
    private int _used;
    private int _datagrams;

    public bool Add(ReadOnlySpan<byte> datagram)
    {
        int needed = 4 + datagram.Length;
        if (needed > capacity)
        {
            return false;
        }

        if (_used + needed > capacity && !Flush())
        {
            return false;
        }

        Span<byte> at = _memory.Buffer.AsSpan()[_used..];
        BinaryPrimitives.WriteInt32LittleEndian(at, datagram.Length);
        datagram.CopyTo(at[4..]);
        _used += needed;
        _datagrams++;
        return true;
    }

    public bool Flush()
    {
        if (_used == 0)
        {
            return true;
        }

        DmaBuffer filled = _memory.Buffer.Slice(0, _used);
        PhysAddr address = THal.Share(filled, DriverToDevice);
        bool sent = modem.Submit(address, filled.Length) && modem.Wait(250);
        if (!sent)
        {
            modem.Reset();
            Log.Info($"{_datagrams} datagrams were lost");
        }

        THal.Unshare(address, filled, DriverToDevice);
        _used = 0;
        _datagrams = 0;
        return sent;
    }

    public void Dispose()
    {
        Flush();
        _memory.Dispose();
    }
}
