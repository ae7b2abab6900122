using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Transmission of packets with fragments; a share that fails takes back those before it, round the end of the ring too.</summary>
public sealed unsafe class E1000Transmit<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Count = 128;
    private const int Mask = Count - 1;

    private struct Entry
    {
        public PhysAddr Paddr;
        public DmaBuffer Bytes;
        public Packet? Last;
    }

    private readonly MmioRegion _bar;
    private readonly Dma<THal> _ring = new(1, Both);
    private readonly Entry[] _entries = new Entry[Count];
    private int _use;
    private int _clean;

    public E1000Transmit(MmioRegion bar) => _bar = bar;

    private int Free => (_clean - _use - 1) & Mask;

    public bool TrySend(Packet packet)
    {
        int parts = packet.FragmentCount + 1;
        if (Free < parts)
        {
            return false;
        }

        Descriptor* ring = _ring.Pointer<Descriptor>(0);
        int first = _use;
        int at = first;
        try
        {
            for (int part = 0; part < parts; part++)
            {
                DmaBuffer bytes = part == 0 ? packet.Buffer : packet.Fragment(part - 1).Buffer;
                PhysAddr paddr = THal.Share(bytes, DriverToDevice);
                _entries[at] = new Entry { Paddr = paddr, Bytes = bytes };
                ring[at].Address = paddr.Value;
                ring[at].Length = (uint)bytes.Length;
                ring[at].Flags = (ushort)(part == parts - 1 ? 9 : 8);
                at = (at + 1) & Mask;
            }
        }
        catch (DmaException)
        {
            while (at != first)
            {
                at = (at - 1) & Mask;
                Release(ref _entries[at]);
            }

            return false;
        }

        _entries[(at - 1) & Mask].Last = packet;
        _use = at;
        Thread.MemoryBarrier();
        _bar.Write32(0x3818, (uint)at);
        return true;
    }

    public void Reap()
    {
        int head = (int)_bar.Read32(0x3810) & Mask;
        while (_clean != head)
        {
            ref Entry entry = ref _entries[_clean];
            Packet? last = entry.Last;
            Release(ref entry);
            last?.Free();
            _clean = (_clean + 1) & Mask;
        }
    }

    private static void Release(ref Entry entry)
    {
        THal.Unshare(entry.Paddr, entry.Bytes, DriverToDevice);
        entry = default;
    }

    public void Dispose()
    {
        _bar.Write32(0x0400, 0);
        for (; _clean != _use; _clean = (_clean + 1) & Mask)
        {
            Packet? last = _entries[_clean].Last;
            Release(ref _entries[_clean]);
            last?.Free();
        }

        _ring.Dispose();
    }
}
