using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

/// <summary>The capabilities of a virtio device in its configuration space, and the regions that they name.</summary>
public sealed class CapabilityWalk<THal>
    where THal : struct, IHal
{
    private const int MostCapabilities = 48;

    private readonly Dictionary<byte, MmioRegion> _regions = [];

    public CapabilityWalk(PhysAddr config, Func<int, (PhysAddr Base, nuint Size)> bar)
    {
        MmioRegion space = MmioRegion.Map<THal>(config, 256);
        if ((space.Read16(0x06) & 0x10) == 0)
        {
            throw new DeviceException("the device has no capabilities");
        }

        byte at = (byte)(space.Read8(0x34) & 0xFC);
        for (int n = 0; at >= 0x40 && n < MostCapabilities; n++)
        {
            byte id = space.Read8(at);
            byte next = space.Read8((nuint)at + 1);
            if (id == 9 && at <= 240)
            {
                byte type = space.Read8((nuint)at + 3);
                byte index = space.Read8((nuint)at + 4);
                uint offset = space.Read32((nuint)at + 8);
                uint length = space.Read32((nuint)at + 12);
                var (paddr, size) = bar(index);
                if (paddr != default && length > 0 && (ulong)offset + length <= size)
                {
                    _regions.TryAdd(type, MmioRegion.Map<THal>(paddr + (ulong)offset, length));
                }
            }

            at = (byte)(next & 0xFC);
        }
    }

    public MmioRegion this[byte type] => _regions.TryGetValue(type, out MmioRegion region)
        ? region
        : throw new DeviceException($"the device has no structure of type {type}");
}
