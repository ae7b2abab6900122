using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A driver with a fixed set of named regions in one allocation. Offsets come from an enum and are checked against the allocation; the
// memory lives as long as the object.
internal enum Region
{
    Commands,
    Replies,
    Statistics,
    Count,
}

internal sealed unsafe class IndexedRegions<THal> : IDisposable
    where THal : struct, IHal
{
    private const int RegionBytes = 2048;

    private readonly Device _device;
    private readonly Dma<THal> _memory;

    public IndexedRegions(Device device)
    {
        _device = device;
        _memory = new Dma<THal>(HalConstants.PagesFor((int)Region.Count * RegionBytes), BufferDirection.Both);
        for (var region = Region.Commands; region < Region.Count; region++)
        {
            _device.WriteRegister((int)region * 8, _memory.PaddrAt(OffsetOf(region)).Value);
        }
    }

    public Span<byte> this[Region region] => _memory.Slice(OffsetOf(region), RegionBytes).AsSpan();

    public ulong Counter(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)(RegionBytes / sizeof(ulong)));
        return Volatile.Read(ref _memory.Pointer<ulong>(OffsetOf(Region.Statistics))[index]);
    }

    public bool Execute(ReadOnlySpan<byte> command, Span<byte> reply)
    {
        command.CopyTo(this[Region.Commands]);
        _device.Kick();
        if (!_device.Wait(100))
        {
            _device.Reset();
            return false;
        }

        int length = Math.Min(reply.Length, RegionBytes);
        this[Region.Replies][..length].CopyTo(reply);
        return true;
    }

    public void Dispose()
    {
        _device.Reset();
        _memory.Dispose();
    }

    private static nuint OffsetOf(Region region) => (nuint)region * RegionBytes;
}
