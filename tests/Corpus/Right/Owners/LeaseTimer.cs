using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;

namespace Drivers;

// Like leases on scarce mappings: a cached share is used again while its lease runs, and ended when it is over. Constant data only is
// cached; a lease in use is not ended, and the sweep takes out what it ends.
public sealed class LeaseCache<THal>
    where THal : struct, IHal
{
    private sealed class Lease(Shared<THal> share)
    {
        public Shared<THal> Share { get; } = share;

        public int Users { get; set; }

        public long Until { get; set; }
    }

    private readonly Dictionary<DmaBuffer, Lease> _leases = [];
    private readonly object _lock = new();

    /// <param name="constant">Data that never changes while it is cached, such as a table in memory of the program.</param>
    public bool Send(DmaBuffer constant, Device device, long now)
    {
        Lease lease = Acquire(constant);
        try
        {
            if (device.Start(lease.Share.Paddr, constant.Length) < 0)
            {
                return false;
            }

            if (device.Wait(100))
            {
                return true;
            }

            device.Reset();
            return false;
        }
        finally
        {
            Release(lease, now);
        }
    }

    public int Sweep(long now)
    {
        lock (_lock)
        {
            var over = _leases.Where(entry => entry.Value.Users == 0 && entry.Value.Until <= now).ToList();
            foreach (var (buffer, lease) in over)
            {
                _leases.Remove(buffer);
                lease.Share.Unshare();
            }

            return over.Count;
        }
    }

    private Lease Acquire(DmaBuffer constant)
    {
        lock (_lock)
        {
            if (!_leases.TryGetValue(constant, out Lease? lease))
            {
                lease = new Lease(new Shared<THal>(constant, BufferDirection.DriverToDevice));
                _leases.Add(constant, lease);
            }

            lease.Users++;
            return lease;
        }
    }

    private void Release(Lease lease, long now)
    {
        lock (_lock)
        {
            lease.Users--;
            lease.Until = now + 1000;
        }
    }
}
