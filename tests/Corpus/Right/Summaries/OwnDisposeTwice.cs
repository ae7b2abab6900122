using System;
using Devices;
using Hal;

/// <summary>Own owner classes whose Dispose is written so that it may run twice: by a flag, by a zeroed address.</summary>
public sealed class FlagOwner<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Shared<THal> _share;
    private bool _disposed;

    public FlagOwner(DmaBuffer buffer) => _share = new Shared<THal>(buffer, BufferDirection.Both);

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _share.Unshare();
        _disposed = true;
    }
}

/// <summary>Zeroes its address.</summary>
public sealed class ZeroOwner<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly DmaBuffer _buffer;
    private PhysAddr _at;

    public ZeroOwner(DmaBuffer buffer)
    {
        _buffer = buffer;
        _at = THal.Share(buffer, BufferDirection.Both);
    }

    public void Dispose()
    {
        if (_at != default)
        {
            THal.Unshare(_at, _buffer, BufferDirection.Both);
            _at = default;
        }
    }
}

/// <summary>Their user, which disposes early.</summary>
public sealed class DisposesTwice<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer first, DmaBuffer second)
    {
        using var flag = new FlagOwner<THal>(first);
        using var zero = new ZeroOwner<THal>(second);
        if (!_device.Ready)
        {
            zero.Dispose();
            flag.Dispose();
            return -1;
        }

        flag.Dispose();
        flag.Dispose();
        return first[0];
    }
}
