using System;
using System.Collections.Generic;
using Devices;
using Hal;
using Hal.Testing;

namespace Drivers;

/// <summary>Tests that the driver's own owner type ends a share once, even where it is disposed twice.</summary>
public static class OwnerTests
{
    private readonly struct Scope
    {
    }

    private sealed class Lease(DmaBuffer bytes) : IDisposable
    {
        private Shared<FakeHal<Scope>.Binding>? _share = new(bytes, BufferDirection.Both);

        public PhysAddr Address => _share?.Paddr ?? throw new ObjectDisposedException(nameof(Lease));

        public void Dispose()
        {
            if (_share is { } share)
            {
                _share = null;
                share.Unshare();
            }
        }
    }

    public static void DisposedTwiceEndsOnce()
    {
        using var memory = new PinnedBuffer(64);
        var lease = new Lease(memory.Buffer);
        FakeHal<Scope>.Device.Write(lease.Address, 0xCAFEu);
        lease.Dispose();
        lease.Dispose();
        Expect.Same(0, FakeHal<Scope>.TakeViolations().Count);
        Expect.Throws<ObjectDisposedException>(() => Log.Address(lease.Address));
    }

    public static void ManyLeasesEndInAnyOrder()
    {
        using var memory = new PinnedBuffer(64 * 8);
        var leases = new List<Lease>();
        for (int i = 0; i < 8; i++)
        {
            leases.Add(new Lease(memory.Buffer.Slice(i * 64, 64)));
        }

        for (int i = 0; i < 8; i += 2)
        {
            leases[i].Dispose();
        }

        leases.ForEach(l => l.Dispose());
        Expect.Same(0, FakeHal<Scope>.LiveShares);
    }
}
