using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Devices;
using Hal;
using Hal.Testing;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Chooses the platform once, at start; the driver is specialised for each.</summary>
public interface IDisk : IDisposable
{
    int Read(ulong sector, Span<byte> into);
}

public sealed class Disk<THal>(Device device) : IDisk
    where THal : struct, IHal
{
    private readonly Dma<THal> _staging = new(8, Both);

    public int Read(ulong sector, Span<byte> into)
    {
        int length = Math.Min(into.Length, (int)_staging.Length);
        device.WriteRegister(0, sector);
        device.Program(_staging.Paddr, length);
        device.Kick();
        if (!device.Wait(1000))
        {
            return -110;
        }

        _staging.AsSpan()[..length].CopyTo(into);
        return length;
    }

    public void Dispose()
    {
        device.Reset();
        _staging.Dispose();
    }
}

public static class Disks
{
    private struct Simulated
    {
    }

    private static readonly Dictionary<string, Func<Device, IDisk>> s_makers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fake"] = static device => new Disk<FakeHal<Simulated>.Binding>(device),
        ["checked"] = static device => new Disk<Checked<FakeHal<Simulated>.Binding>>(device),
        ["metered"] = static device => new Disk<Metered<FakeHal<Simulated>.Binding>>(device),
    };

    public static bool TryOpen(string platform, Device device, [NotNullWhen(true)] out IDisk? disk)
    {
        disk = s_makers.TryGetValue(platform, out Func<Device, IDisk>? make) ? make(device) : null;
        return disk is not null;
    }
}
