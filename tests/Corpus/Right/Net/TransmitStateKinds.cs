using System;
using Devices;
using Hal;

namespace Drivers;

// A transmit table whose entries are of several kinds: a mapped packet, a slot of the inline header area, nothing. Only the kind that
// holds a mapping is unmapped; the header area is DMA memory of the driver.
public sealed unsafe class KindTable<THal> : IDisposable
    where THal : struct, IHal
{
    private const int InlineBytes = 128;

    private readonly Ring _ring;
    private readonly Dma<THal> _inline;
    private readonly Entry[] _entries;

    public KindTable(Ring ring)
    {
        _ring = ring;
        _entries = new Entry[ring.Size];
        _inline = new Dma<THal>(HalConstants.PagesFor((nuint)(ring.Size * InlineBytes)), BufferDirection.DriverToDevice);
    }

    private enum Kind : byte
    {
        Empty,
        Inline,
        Mapped,
    }

    public bool TrySend(Packet packet)
    {
        int length = packet.Length;
        if (_ring.IsFull || length == 0)
        {
            return false;
        }

        int index = _ring.Head;
        if (length <= InlineBytes)
        {
            nuint offset = (nuint)(index * InlineBytes);
            packet.Buffer.AsReadOnlySpan().CopyTo(_inline.Slice(offset, length).AsSpan());
            _entries[index] = new Entry { Kind = Kind.Inline };
            _ring.Post(index, _inline.PaddrAt(offset), length);
            packet.Free();
        }
        else
        {
            DmaBuffer data = packet.Buffer;
            PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice);
            _entries[index] = new Entry { Kind = Kind.Mapped, Packet = packet, Data = data, Address = address };
            _ring.Post(index, address, length);
        }

        _ring.Head = (index + 1) % _ring.Size;
        _ring.Doorbell();
        return true;
    }

    public void Reap()
    {
        for (; _ring.Tail != _ring.Head && _ring.IsDone(_ring.Tail); _ring.Tail = (_ring.Tail + 1) % _ring.Size)
        {
            Drop(_ring.Tail);
        }
    }

    public void Dispose()
    {
        _ring.Stop();
        for (int i = 0; i < _entries.Length; i++)
        {
            Drop(i);
        }

        _inline.Dispose();
    }

    private void Drop(int index)
    {
        Entry entry = _entries[index];
        _entries[index] = default;
        switch (entry.Kind)
        {
            case Kind.Mapped:
                THal.Unshare(entry.Address, entry.Data, BufferDirection.DriverToDevice);
                entry.Packet?.Free();
                break;
            case Kind.Inline:
            case Kind.Empty:
                break;
        }
    }

    private struct Entry
    {
        public Kind Kind;
        public Packet? Packet;
        public DmaBuffer Data;
        public PhysAddr Address;
    }
}
