using System;
using Devices;
using Hal;

/// <summary>A nested lease type returned by the outer class, which alone knows how to end its shares.</summary>
public sealed class Leases<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private int _live;

    public Lease Take(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        _live++;
        return new Lease(this, at, data);
    }

    private void GiveBack(PhysAddr at, DmaBuffer data)
    {
        _live--;
        THal.Unshare(at, data, BufferDirection.Both);
    }

    public sealed class Lease : IDisposable
    {
        private Leases<THal>? _owner;
        private readonly DmaBuffer _data;

        internal Lease(Leases<THal> owner, PhysAddr at, DmaBuffer data)
        {
            _owner = owner;
            Address = at;
            _data = data;
        }

        public PhysAddr Address { get; }

        public void Dispose()
        {
            _owner?.GiveBack(Address, _data);
            _owner = null;
        }
    }

    public bool Run(DmaBuffer data)
    {
        using Lease lease = Take(data);
        return _device.Submit(lease.Address, data.Length) && _live > 0;
    }
}
