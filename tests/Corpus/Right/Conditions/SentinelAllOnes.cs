using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Entries that are free hold all ones, which is no address.</summary>
public sealed class SentinelRing<THal>
    where THal : struct, IHal
{
    private static readonly PhysAddr Nowhere = new(ulong.MaxValue);

    private readonly PhysAddr[] _addresses;
    private readonly DmaBuffer[] _buffers;
    private readonly Ring _ring;

    public SentinelRing(Ring ring)
    {
        _ring = ring;
        _addresses = new PhysAddr[ring.Size];
        _buffers = new DmaBuffer[ring.Size];
        Array.Fill(_addresses, Nowhere);
    }

    public bool Post(int index, DmaBuffer buffer)
    {
        if (_addresses[index] != Nowhere)
        {
            return false;
        }

        _buffers[index] = buffer;
        _addresses[index] = THal.Share(buffer, DeviceToDriver);
        _ring.Post(index, _addresses[index], buffer.Length);
        return true;
    }

    public DmaBuffer? Take(int index)
    {
        PhysAddr address = _addresses[index];
        if (address == Nowhere)
        {
            return null;
        }

        _addresses[index] = Nowhere;
        THal.Unshare(address, _buffers[index], DeviceToDriver);
        return _buffers[index];
    }

    public void Drain()
    {
        _ring.Stop();
        for (int index = 0; index < _addresses.Length; index++)
        {
            _ = Take(index);
        }
    }
}
