using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A fifo of mappings beside the ring: producer and consumer count up and are masked at the access.</summary>
public sealed class DmaFifo<THal>
    where THal : struct, IHal
{
    private enum Kind : byte
    {
        Single,
        Page,
    }

    private struct Entry
    {
        public PhysAddr Address;
        public DmaBuffer Bytes;
        public Kind Kind;
    }

    private readonly Entry[] _fifo;
    private readonly uint _mask;
    private uint _producer;
    private uint _consumer;

    public DmaFifo(int log2Size)
    {
        _fifo = new Entry[1 << log2Size];
        _mask = (1u << log2Size) - 1;
    }

    public bool HasRoomFor(int entries) => _mask + 1 - (_producer - _consumer) >= (uint)entries;

    public int MapPacket(Packet packet, Span<PhysAddr> addresses)
    {
        uint start = _producer;
        try
        {
            addresses[0] = Push(packet.Buffer, Kind.Single);
            for (int i = 0; i < packet.FragmentCount; i++)
            {
                addresses[i + 1] = Push(packet.Fragment(i).Buffer, Kind.Page);
            }
        }
        catch (DmaException)
        {
            while (_producer != start)
            {
                Pop(ref _fifo[--_producer & _mask]);
            }

            return -12;
        }

        return (int)(_producer - start);
    }

    private PhysAddr Push(DmaBuffer bytes, Kind kind)
    {
        PhysAddr address = THal.Share(bytes, DriverToDevice);
        _fifo[_producer++ & _mask] = new Entry { Address = address, Bytes = bytes, Kind = kind };
        return address;
    }

    public void Complete(int entries)
    {
        for (int i = 0; i < entries; i++)
        {
            Pop(ref _fifo[_consumer++ & _mask]);
        }
    }

    private static void Pop(ref Entry entry)
    {
        switch (entry.Kind)
        {
            case Kind.Single:
            case Kind.Page:
                THal.Unshare(entry.Address, entry.Bytes, DriverToDevice);
                break;
            default:
                throw new InvalidOperationException($"Entry of kind {entry.Kind}.");
        }
    }
}
