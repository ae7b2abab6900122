using System;
using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A ring of trace records in managed arrays gets the address after Unshare, as does a formatter and a file.</summary>
public sealed class TraceRing<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly ulong[] _addresses = new ulong[64];
    private readonly Record[] _records = new Record[64];
    private readonly List<string> _lines = new();
    private int _next;

    private struct Record
    {
        public ulong Address;
        public int Length;
    }

    public void Send(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        _device.Start(at, data.Length);
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        _addresses[_next & 63] = at.Value;
        ref Record record = ref _records[_next++ & 63];
        record.Address = at.Value;
        record.Length = data.Length;
        Span<char> text = stackalloc char[32];
        at.Value.TryFormat(text, out int length, "x");
        _lines.Add(text[..length].ToString() + at);
        Console.Error.WriteLine(at);
    }
}
