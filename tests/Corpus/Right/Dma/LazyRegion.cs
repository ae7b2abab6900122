using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A log region that a device writes, made when it is first asked for.</summary>
public sealed class DeviceLog<THal>(Device device) : IDisposable
    where THal : struct, IHal
{
    private Dma<THal>? _region;

    private Dma<THal> Region
    {
        get
        {
            if (_region is { } existing)
            {
                return existing;
            }

            var created = new Dma<THal>(4, DeviceToDriver);
            if (Interlocked.CompareExchange(ref _region, created, null) is { } first)
            {
                created.Dispose();
                return first;
            }

            device.Program(created.Paddr, (int)created.Length);
            return created;
        }
    }

    public IEnumerable<string> Lines()
    {
        byte[] text = Region.AsSpan().ToArray();
        int length = Array.IndexOf(text, (byte)0);
        return System.Text.Encoding.ASCII.GetString(text, 0, length < 0 ? text.Length : length)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _region, null) is { } region)
        {
            device.Reset();
            region.Dispose();
        }
    }
}
