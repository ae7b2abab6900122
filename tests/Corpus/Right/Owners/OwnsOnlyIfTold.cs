using System;
using Devices;
using Hal;

/// <summary>An owner that may or may not own: with leaveShared the caller keeps the duty.</summary>
public sealed class MaybeOwner<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Shared<THal> _share;
    private readonly bool _leaveShared;

    public MaybeOwner(Shared<THal> share, bool leaveShared)
    {
        _share = share;
        _leaveShared = leaveShared;
    }

    public PhysAddr Address => _share.Paddr;

    public void Dispose()
    {
        if (!_leaveShared)
        {
            _share.Unshare();
        }
    }
}

/// <summary>Both uses of it.</summary>
public sealed class MaybeOwnerUser<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Owning(DmaBuffer data)
    {
        using var owner = new MaybeOwner<THal>(new Shared<THal>(data, BufferDirection.Both), leaveShared: false);
        _device.Program(owner.Address, data.Length);
    }

    public void Lending(DmaBuffer data)
    {
        var share = new Shared<THal>(data, BufferDirection.Both);
        using (var view = new MaybeOwner<THal>(share, leaveShared: true))
        {
            _device.Program(view.Address, data.Length);
        }

        share.Unshare();
    }
}
