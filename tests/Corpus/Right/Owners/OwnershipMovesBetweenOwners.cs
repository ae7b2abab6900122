using System;
using Devices;
using Hal;

/// <summary>A movable owner: Release gives the share out and empties it, so that its Dispose has nothing left.</summary>
public sealed class Movable<THal> : IDisposable
    where THal : struct, IHal
{
    private Shared<THal>? _share;

    public Movable(DmaBuffer buffer) => _share = new Shared<THal>(buffer, BufferDirection.Both);

    public PhysAddr Address => _share?.Paddr ?? throw new ObjectDisposedException(nameof(Movable<THal>));

    public Shared<THal> Release()
    {
        Shared<THal> share = _share ?? throw new ObjectDisposedException(nameof(Movable<THal>));
        _share = null;
        return share;
    }

    public void Dispose()
    {
        _share?.Unshare();
        _share = null;
    }
}

/// <summary>A queue that takes what is released.</summary>
public sealed class MovingQueue<THal>
    where THal : struct, IHal
{
    private readonly System.Collections.Generic.Queue<Shared<THal>> _taken = new();
    private readonly Device _device = new();

    public bool Submit(DmaBuffer data)
    {
        using var owner = new Movable<THal>(data);
        if (!_device.Submit(owner.Address, data.Length))
        {
            return false;
        }

        _taken.Enqueue(owner.Release());
        return true;
    }

    public void Complete() => _taken.Dequeue().Unshare();
}
