using System;
using Hal;
using Devices;

/// <summary>A copy engine's owner of a share, a struct, that is overwritten by a new one while it still holds its share.</summary>
public sealed class StructOwner<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public void CopyTwice(DmaBuffer first, DmaBuffer second, PhysAddr target)
    {
        var lease = new Lease(first); //! HAL1002
        _engine.WaitFor(_engine.Submit(lease.Address, target, first.Length), 100);
        lease = new Lease(second);
        _engine.WaitFor(_engine.Submit(lease.Address, target, second.Length), 100);
        lease.Dispose();
    }

    private readonly struct Lease : IDisposable
    {
        private readonly Shared<THal> _share;

        public Lease(DmaBuffer buffer) => _share = new Shared<THal>(buffer, BufferDirection.DriverToDevice);

        public PhysAddr Address => _share.Paddr;

        public void Dispose() => _share.Unshare();
    }
}
