using System;
using System.Runtime.CompilerServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A request of a fixed number of parts without an array on the heap.</summary>
public struct FourParts<THal>
    where THal : struct, IHal
{
    [InlineArray(4)]
    private struct Parts
    {
        private Shared<THal> _first;
    }

    private Parts _parts;
    private int _count;

    public readonly int Count => _count;

    public bool TryAdd(DmaBuffer buffer, BufferDirection direction)
    {
        if (_count == 4)
        {
            return false;
        }

        _parts[_count] = new Shared<THal>(buffer, direction);
        _count++;
        return true;
    }

    public readonly PhysAddr AddressOf(int index) =>
        index < _count ? _parts[index].Paddr : throw new ArgumentOutOfRangeException(nameof(index));

    public void Clear()
    {
        while (_count > 0)
        {
            _count--;
            _parts[_count].Unshare();
            _parts[_count] = default;
        }
    }
}

public static class FourPartRequest<THal>
    where THal : struct, IHal
{
    public static int Run(Mailbox mailbox, DmaBuffer request, DmaBuffer reply)
    {
        FourParts<THal> parts = default;
        try
        {
            if (!parts.TryAdd(request, DriverToDevice) || !parts.TryAdd(reply, DeviceToDriver))
            {
                return -7;
            }

            return mailbox.Execute(0x11, parts.AddressOf(0), parts.AddressOf(1));
        }
        finally
        {
            parts.Clear();
        }
    }
}
