using Devices;
using Hal;

/// <summary>A scatter-gather transmit path with a software ring of what each descriptor holds, and a clean-up by interrupt.</summary>
public sealed class TransmitRing<THal>
    where THal : struct, IHal
{
    private const int Size = 512;
    private readonly Entry[] _entries = new Entry[Size];
    private readonly Ring _ring = new();
    private int _head;
    private int _tail;

    private struct Entry
    {
        public PhysAddr At;
        public DmaBuffer Buffer;
        public Packet? Last;
    }

    public bool Transmit(Packet packet)
    {
        int needed = packet.FragmentCount + 1;
        if (Size - (_head - _tail) < needed)
        {
            return false;
        }

        int first = _head;
        try
        {
            Map(packet.Buffer);
            for (int i = 0; i < packet.FragmentCount; i++)
            {
                Map(packet.Fragment(i).Buffer);
            }
        }
        catch (DmaException)
        {
            while (_head != first)
            {
                Unmap(--_head);
            }

            return false;
        }

        _entries[(_head - 1) % Size].Last = packet;
        _ring.Doorbell();
        return true;
    }

    public void Clean()
    {
        while (_tail != _head && _ring.IsDone(_tail % Size))
        {
            Packet? last = _entries[_tail % Size].Last;
            Unmap(_tail++);
            last?.Free();
        }
    }

    private void Map(DmaBuffer part)
    {
        ref Entry entry = ref _entries[_head % Size];
        entry.At = THal.Share(part, BufferDirection.DriverToDevice);
        entry.Buffer = part;
        entry.Last = null;
        _ring.Post(_head++ % Size, entry.At, part.Length);
    }

    private void Unmap(int number)
    {
        ref Entry entry = ref _entries[number % Size];
        THal.Unshare(entry.At, entry.Buffer, BufferDirection.DriverToDevice);
        entry = default;
    }
}
