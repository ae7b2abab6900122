using System;
using System.Collections.Generic;
using Devices;
using Hal;

public sealed class CountedUnwind<THal>(Ring ring) where THal : struct, IHal
{
    private readonly Shared<THal>[] _live = new Shared<THal>[16];

    public bool PostAll(ReadOnlySpan<Fragment> fragments)
    {
        Span<PhysAddr> addresses = stackalloc PhysAddr[fragments.Length];
        int n = 0;
        foreach (Fragment f in fragments)
        {
            PhysAddr a = THal.Share(f.Buffer, BufferDirection.DriverToDevice);
            addresses[n++] = a;
            if (!ring.TryPost(a, f.Length, out _))
            {
                for (int i = n - 1; i >= 0; i--)
                {
                    THal.Unshare(addresses[i], fragments[i].Buffer, BufferDirection.DriverToDevice);
                }

                return false;
            }
        }

        ring.Doorbell();
        while (!ring.IsDone(n - 1))
        {
        }

        for (int i = 0; i < n; i++)
        {
            THal.Unshare(addresses[i], fragments[i].Buffer, BufferDirection.DriverToDevice);
        }

        return true;
    }

    public int PostList(IReadOnlyList<DmaBuffer> buffers)
    {
        var list = new List<Shared<THal>>(buffers.Count);
        try
        {
            foreach (DmaBuffer b in buffers)
            {
                var s = new Shared<THal>(b, BufferDirection.DriverToDevice);
                list.Add(s);
                ring.TryPost(s.Paddr, b.Length, out _);
            }

            ring.Doorbell();
            return list.Count;
        }
        finally
        {
            ring.Stop();
            list.ForEach(s => s.Unshare());
        }
    }

    public void Keep(DmaBuffer b)
    {
        int slot = Array.FindIndex(_live, s => s.Paddr == default);
        if (slot < 0)
        {
            throw new DeviceException("full");
        }

        _live[slot] = new Shared<THal>(b, BufferDirection.Both);
        ring.Post(slot, _live[slot].Paddr, b.Length);
    }

    public void Drop(int slot)
    {
        if (_live[slot].Paddr != default)
        {
            _live[slot].Unshare();
            _live[slot] = default;
        }
    }
}
