using System;
using Devices;
using Hal;

namespace Drivers;

// Transfers that callers name by tokens; a token is a number and a generation, so that an old one does nothing. A finished transfer
// raises the generation, and a second finish with the same token finds nothing to end.
public readonly record struct TransferToken(int Slot, uint Generation);

public sealed class TokenTransfers<THal>(Queue queue, int slots)
    where THal : struct, IHal
{
    private struct Entry
    {
        public uint Generation;
        public bool Active;
        public Shared<THal> Share;
    }

    private readonly Entry[] _entries = new Entry[slots];

    public bool TryBegin(DmaBuffer data, BufferDirection direction, out TransferToken token)
    {
        token = default;
        int slot = Array.FindIndex(_entries, e => !e.Active);
        if (slot < 0)
        {
            return false;
        }

        var share = new Shared<THal>(data, direction);
        if (!queue.TryAdd(share.Paddr, data))
        {
            share.Unshare();
            return false;
        }

        ref Entry entry = ref _entries[slot];
        entry.Share = share;
        entry.Active = true;
        token = new TransferToken(slot, entry.Generation);
        return true;
    }

    /// <summary>The queue is done with the transfer.</summary>
    public bool Finish(TransferToken token)
    {
        if ((uint)token.Slot >= (uint)_entries.Length)
        {
            return false;
        }

        ref Entry entry = ref _entries[token.Slot];
        if (!entry.Active || entry.Generation != token.Generation)
        {
            return false;
        }

        Shared<THal> share = entry.Share;
        entry.Share = default;
        entry.Active = false;
        entry.Generation++;
        share.Unshare();
        return true;
    }

    /// <summary>The queue was reset: nothing is in it any more.</summary>
    public void FinishAll()
    {
        for (int slot = 0; slot < _entries.Length; slot++)
        {
            Finish(new TransferToken(slot, _entries[slot].Generation));
        }
    }
}
