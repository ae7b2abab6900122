using System;
using Devices;
using Hal;

/// <summary>Ref structs, readonly structs and structs with explicit interfaces as owners, in every form of using.</summary>
public readonly ref struct ReadonlyHold<THal>
    where THal : struct, IHal
{
    private readonly Shared<THal> _share;

    public ReadonlyHold(DmaBuffer buffer) => _share = new Shared<THal>(buffer, BufferDirection.Both);

    public PhysAddr At => _share.Paddr;

    public void Dispose() => _share.Unshare();
}

/// <summary>Its Dispose is explicit.</summary>
public readonly struct ExplicitHold<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly PhysAddr _at;
    private readonly DmaBuffer _buffer;

    public ExplicitHold(DmaBuffer buffer)
    {
        _buffer = buffer;
        _at = THal.Share(buffer, BufferDirection.Both);
    }

    public PhysAddr At => _at;

    void IDisposable.Dispose() => THal.Unshare(_at, _buffer, BufferDirection.Both);
}

/// <summary>The user.</summary>
public sealed class HoldsInUsing<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer a, DmaBuffer b)
    {
        using var first = new ReadonlyHold<THal>(a);
        using (ExplicitHold<THal> second = new(b))
        {
            if (!_device.Submit(second.At))
            {
                return -1;
            }
        }

        for (int i = 0; i < 3; i++)
        {
            using var inner = new ExplicitHold<THal>(b);
            if (_device.Start(inner.At, i) < 0)
            {
                return i;
            }
        }

        return _device.Start(first.At, a.Length);
    }

    public void ByHand(DmaBuffer a)
    {
        var hold = new ReadonlyHold<THal>(a);
        try
        {
            _device.Submit(hold.At);
        }
        finally
        {
            hold.Dispose();
        }

        IDisposable boxed = new ExplicitHold<THal>(a);
        boxed.Dispose();
    }
}
