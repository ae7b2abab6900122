using Hal;

namespace Drivers;

// A pool leases shared blocks by a token with a generation, so that a stale token ends nothing. Only the token of the current generation
// reaches the share, and the generation goes up as it ends.
public readonly record struct LeaseToken(int Slot, int Generation);

public sealed class LeasePool<THal>
    where THal : struct, IHal
{
    private struct Entry
    {
        public Shared<THal> Share;
        public int Generation;
        public bool Leased;
    }

    private readonly Entry[] _entries;
    private readonly object _gate = new();

    public LeasePool(int slots) => _entries = new Entry[slots];

    public bool TryLease(DmaBuffer block, BufferDirection direction, out LeaseToken token, out PhysAddr address)
    {
        lock (_gate)
        {
            for (int slot = 0; slot < _entries.Length; slot++)
            {
                ref Entry entry = ref _entries[slot];
                if (!entry.Leased)
                {
                    entry.Share = new Shared<THal>(block, direction);
                    entry.Leased = true;
                    token = new LeaseToken(slot, entry.Generation);
                    address = entry.Share.Paddr;
                    return true;
                }
            }
        }

        token = default;
        address = default;
        return false;
    }

    public bool Return(LeaseToken token)
    {
        lock (_gate)
        {
            if ((uint)token.Slot >= (uint)_entries.Length)
            {
                return false;
            }

            ref Entry entry = ref _entries[token.Slot];
            if (!entry.Leased || entry.Generation != token.Generation)
            {
                return false;
            }

            entry.Share.Unshare();
            entry.Share = default;
            entry.Leased = false;
            entry.Generation++;
            return true;
        }
    }
}
