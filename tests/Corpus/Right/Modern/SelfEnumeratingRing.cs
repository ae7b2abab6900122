using Hal;

namespace Drivers;

// A ring that can be walked: the enumerator borrows, the ring owns.
public sealed class SelfEnumeratingRing<THal>
    where THal : struct, IHal
{
    private readonly Shared<THal>[] _entries = new Shared<THal>[32];
    private int _head;
    private int _count;

    public void Push(DmaBuffer buffer, BufferDirection direction)
    {
        if (_count == _entries.Length)
        {
            PopOldest();
        }

        _entries[(_head + _count++) % _entries.Length] = new Shared<THal>(buffer, direction);
    }

    public void PopOldest()
    {
        ref Shared<THal> oldest = ref _entries[_head];
        oldest.Unshare();
        oldest = default;
        _head = (_head + 1) % _entries.Length;
        _count--;
    }

    public Enumerator GetEnumerator() => new(this);

    public ref struct Enumerator
    {
        private readonly SelfEnumeratingRing<THal> _ring;
        private int _index;

        internal Enumerator(SelfEnumeratingRing<THal> ring)
        {
            _ring = ring;
            _index = -1;
        }

        public readonly ref readonly Shared<THal> Current => ref _ring._entries[(_ring._head + _index) % _ring._entries.Length];

        public bool MoveNext() => ++_index < _ring._count;
    }

    public ulong Checksum()
    {
        ulong sum = 0;
        foreach (ref readonly Shared<THal> entry in this)
        {
            sum += entry.Paddr.Value;
        }

        return sum;
    }
}
