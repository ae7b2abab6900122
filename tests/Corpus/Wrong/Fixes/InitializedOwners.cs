using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

/// <summary>Types whose initializers acquire what their Dispose gives back.</summary>
public sealed class OwnedPair<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _entries = new(1, Both);
    private readonly Dma<THal> _others = new(1, Both);

    public PhysAddr Base => _entries.Paddr;

    public void Dispose()
    {
        _entries.Dispose();
        _others.Dispose();
    }
}

public sealed class OwnedHalf<THal>(Device device) : IDisposable
    where THal : struct, IHal
{
    public Dma<THal> Entries { get; } = new(1, Both);

    public PhysAddr Base => Entries.Paddr;

    public void Dispose()
    {
        device.Reset();
        Entries.Dispose();
    }
}

public sealed class NeverEnded<THal>(Device device) : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _entries = new(1, Both);

    public PhysAddr Base => _entries.Paddr;

    public void Dispose()
    {
        device.Reset();
        _entries.Dispose();
    }
}

public sealed class OwnedShare<THal>(PhysAddr address, DmaBuffer buffer) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _copy = new(64);

    public PinnedBuffer Copy => _copy;

    public void Dispose()
    {
        _copy.Dispose();
        THal.Unshare(address, buffer, Both);
    }
}

public sealed class OwnedInitially<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _first = new(1, Both);
    private readonly Dma<THal> _second;

    public OwnedInitially(int pages) => _second = new Dma<THal>((nuint)pages, Both);

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }
}

public sealed class NotMade<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _first = new(1, Both); //! HAL2002 (no fix: field)

    public NotMade(Device device)
    {
        if (!device.Poll())
        {
            throw new InvalidOperationException("no device");
        }
    }

    public void Dispose() => _first.Dispose();
}

public sealed class InitializedOwners<THal>(Device device)
    where THal : struct, IHal
{
    private readonly List<OwnedPair<THal>> _pairs = [];

    public int A()
    {
        var pair = new OwnedPair<THal>(); //! HAL2002
        device.Program(pair.Base, 10);
        if (!device.Poll())
        {
            return -1;
        }

        _pairs.Add(pair);
        return 0;
    }

    public int B()
    {
        using var pair = new OwnedPair<THal>();
        device.Program(pair.Base, 10);
        return device.Poll() ? 0 : -1;
    }

    public int C()
    {
        var half = new OwnedHalf<THal>(device); //! HAL2002
        device.Program(half.Base, 10);
        if (!device.Poll())
        {
            return -1;
        }

        half.Dispose();
        return 0;
    }

    public void D(DmaBuffer buffer)
    {
        var sharing = new OwnedShare<THal>(THal.Share(buffer, Both), buffer);
        device.Wait(10);
        sharing.Dispose();
    }

    public void E()
    {
        var full = new OwnedInitially<THal>(3);
        device.Wait(10);
        full.Dispose();
    }

    public bool F()
    {
        var full = new OwnedInitially<THal>(3); //! HAL2002
        if (!device.Wait(10))
        {
            return false;
        }

        full.Dispose();
        return true;
    }

    public void G()
    {
        var half = new NeverEnded<THal>(device); //! HAL2002
        device.Program(half.Base, 10);
        device.Wait(10);
    }

    public void H()
    {
        var half = new OwnedHalf<THal>(device);
        device.Program(half.Base, 10);
        try
        {
            device.Wait(10);
        }
        finally
        {
            half.Dispose();
        }
    }
}
