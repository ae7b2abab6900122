using Devices;
using Hal;

namespace Drivers;

// Like iterating over a completion queue: a struct enumerator walks the entries that are done. MoveNext ends the share of the element
// that Current then shows, and each index once.
public sealed class CompletionRing<THal>(Ring ring)
    where THal : struct, IHal
{
    private readonly Shared<THal>[] _entries = new Shared<THal>[256];

    public bool Post(DmaBuffer buffer)
    {
        var share = new Shared<THal>(buffer, BufferDirection.DeviceToDriver);
        if (!ring.TryPost(share.Paddr, buffer.Length, out int index))
        {
            share.Unshare();
            return false;
        }

        _entries[index % _entries.Length] = share;
        return true;
    }

    public Finished GetEnumerator() => new(this);

    public struct Finished
    {
        private readonly CompletionRing<THal> _owner;

        internal Finished(CompletionRing<THal> owner)
        {
            _owner = owner;
            Current = default;
        }

        public (DmaBuffer Buffer, int Written) Current { get; private set; }

        public bool MoveNext()
        {
            if (!_owner.TryTake(out DmaBuffer buffer, out int written))
            {
                return false;
            }

            Current = (buffer, written);
            return true;
        }
    }

    private bool TryTake(out DmaBuffer buffer, out int written)
    {
        if (!ring.TryTake(out int index, out written))
        {
            buffer = default;
            return false;
        }

        ref Shared<THal> entry = ref _entries[index % _entries.Length];
        buffer = entry.Buffer;
        entry.Unshare();
        entry = default;
        written = System.Math.Clamp(written, 0, buffer.Length);
        return true;
    }
}

public static class ReceiveLoop<THal>
    where THal : struct, IHal
{
    public static long Run(CompletionRing<THal> ring)
    {
        long bytes = 0;
        foreach (var (buffer, written) in ring)
        {
            bytes += written;
            if (!buffer.IsEmpty)
            {
                ring.Post(buffer);
            }
        }

        return bytes;
    }
}
