using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A driver in two parts of a partial class: one sends, the other completes and closes. Both parts keep one table under one lock, an
// entry is ended by whoever takes it out.
public sealed partial class SplitAdapter<THal>(Ring ring)
    where THal : struct, IHal
{
    private readonly object _gate = new();
    private readonly Dictionary<int, Shared<THal>> _table = new();
    private bool _closed;

    public bool Send(DmaBuffer data)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            var share = new Shared<THal>(data, DriverToDevice);
            if (ring.TryPost(share.Paddr, data.Length, out int index))
            {
                _table[index] = share;
                ring.Doorbell();
                return true;
            }

            share.Unshare();
            return false;
        }
    }
}

public sealed partial class SplitAdapter<THal>
{
    public int Complete()
    {
        int done = 0;
        lock (_gate)
        {
            while (ring.TryTake(out int index, out _))
            {
                if (_table.Remove(index, out Shared<THal> share))
                {
                    share.Unshare();
                    done++;
                }
            }
        }

        return done;
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            ring.Stop();
            foreach (Shared<THal> share in _table.Values)
            {
                share.Unshare();
            }

            _table.Clear();
        }
    }
}
