using Devices;
using Hal;

namespace Drivers;

/// <summary>A ring as a struct in a field: entries, head and tail as unsigned numbers that overflow.</summary>
public sealed class StructRing<THal>(Device device)
    where THal : struct, IHal
{
    private struct Slots
    {
        public readonly Shared<THal>[] Entries = new Shared<THal>[32];
        public byte Head;
        public byte Tail;

        public Slots()
        {
        }

        public readonly bool IsFull => (byte)(Head - Tail) >= Entries.Length;

        public readonly bool IsEmpty => Head == Tail;

        public void Push(Shared<THal> entry) => Entries[Head++ & 31] = entry;

        public Shared<THal> Pop()
        {
            ref Shared<THal> slot = ref Entries[Tail++ & 31];
            Shared<THal> entry = slot;
            slot = default;
            return entry;
        }
    }

    private Slots _slots = new();

    public bool Write(DmaBuffer bytes)
    {
        if (_slots.IsFull)
        {
            Complete();
            if (_slots.IsFull)
            {
                return false;
            }
        }

        var entry = new Shared<THal>(bytes, BufferDirection.DriverToDevice);
        if (!device.Submit(entry.Paddr, bytes.Length))
        {
            entry.Unshare();
            return false;
        }

        _slots.Push(entry);
        return true;
    }

    public void Complete()
    {
        while (!_slots.IsEmpty && device.Poll())
        {
            _slots.Pop().Unshare();
        }
    }

    public void Abort()
    {
        device.Reset();
        while (!_slots.IsEmpty)
        {
            _slots.Pop().Unshare();
        }
    }
}
