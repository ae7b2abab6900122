using System;
using Devices;
using Hal;

namespace Drivers;

// Doorbells of many queues in one window of registers, with the stride that a capability register tells. The window's size is read from
// the device, tested, and each doorbell is a slice within it.
public sealed class Doorbells<THal>
    where THal : struct, IHal
{
    private const nuint CapabilityBytes = 0x40;
    private const nuint DoorbellOffset = 0x1000;

    private readonly MmioRegion _window;
    private readonly nuint _stride;

    private Doorbells(MmioRegion window, nuint stride)
    {
        _window = window;
        _stride = stride;
    }

    public int Count => (int)(_window.Size / _stride);

    public static Doorbells<THal>? Open(PhysAddr bar, nuint barBytes)
    {
        if (barBytes <= DoorbellOffset)
        {
            Log.Info("the region has no doorbells");
            return null;
        }

        MmioRegion capabilities = MmioRegion.Map<THal>(bar, CapabilityBytes);
        nuint stride = (nuint)4 << (int)(capabilities.Read32(4) & 0xF);
        nuint bytes = barBytes - DoorbellOffset;
        if (bytes < stride)
        {
            return null;
        }

        return new Doorbells<THal>(MmioRegion.Map<THal>(bar + DoorbellOffset, bytes), stride);
    }

    public void Ring(int queue, uint value)
    {
        if ((uint)queue >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(nameof(queue));
        }

        _window.Slice((nuint)queue * _stride, sizeof(uint)).Write32(0, value);
    }

    public void RingAll(ReadOnlySpan<uint> values)
    {
        int count = Math.Min(values.Length, Count);
        for (int i = 0; i < count; i++)
        {
            Ring(i, values[i]);
        }
    }
}
