using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like Linux spi-nor's SFDP: a header says how many tables follow, each is read from its own address. The lengths come from the device
// and are limited before they become a slice of the one buffer.
public sealed class NorParameters<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly SpiController _bus;
    private readonly PinnedBuffer _out = new(256);
    private readonly PinnedBuffer _in = new(256);

    public NorParameters(SpiController bus) => _bus = bus;

    public List<byte[]>? ReadTables()
    {
        byte[]? header = Read(0, 16);
        if (header is not [(byte)'S', (byte)'F', (byte)'D', (byte)'P', ..])
        {
            return null;
        }

        var tables = new List<byte[]>();
        int count = header[6] + 1;
        for (int i = 0; i < count; i++)
        {
            if (Read(8 + (i * 8), 8) is not { } entry)
            {
                return null;
            }

            int words = Math.Min((int)entry[3], 60);
            int from = entry[4] | (entry[5] << 8) | (entry[6] << 16);
            if (words > 0 && Read(from, words * 4) is { } table)
            {
                tables.Add(table);
            }
        }

        return tables;
    }

    public void Dispose()
    {
        _out.Dispose();
        _in.Dispose();
    }

    private byte[]? Read(int address, int length)
    {
        DmaBuffer send = _out.Buffer.Slice(0, length + 5);
        DmaBuffer receive = _in.Buffer.Slice(0, length + 5);
        send.AsSpan().Clear();
        send[0] = 0x5A;
        send[1] = (byte)(address >> 16);
        send[2] = (byte)(address >> 8);
        send[3] = (byte)address;
        _bus.SelectChip(0);
        bool good = Exchange(send, receive);
        _bus.ReleaseChip();
        return good ? receive.AsReadOnlySpan()[5..].ToArray() : null;
    }

    private bool Exchange(DmaBuffer send, DmaBuffer receive)
    {
        using var o = new SharedScope<THal>(send, BufferDirection.DriverToDevice);
        using var i = new SharedScope<THal>(receive, BufferDirection.DeviceToDriver);
        if (_bus.Start(o.Paddr, i.Paddr, send.Length) != 0)
        {
            return false;
        }

        if (_bus.WaitIdle(50))
        {
            return true;
        }

        _bus.Abort();
        return false;
    }
}
