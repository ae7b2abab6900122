using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>An Ethernet transmit ring: a packet takes several entries, and the last one carries it.</summary>
public sealed class TransmitRing<THal>(Ring ring)
    where THal : struct, IHal
{
    private struct Entry
    {
        public PhysAddr Address;
        public DmaBuffer Buffer;
        public Packet? Owner;
    }

    private readonly Entry[] _entries = new Entry[ring.Size];
    private int _produced;
    private int _consumed;

    private int Room => _entries.Length - (_produced - _consumed);

    public bool Transmit(Packet packet)
    {
        int start = _produced;
        int needed = packet.FragmentCount + 1;
        if (Room < needed)
        {
            return false;
        }

        try
        {
            Push(packet.Buffer);
            for (int i = 0; i < packet.FragmentCount; i++)
            {
                Push(packet.Fragment(i).Buffer);
            }
        }
        catch (DmaException)
        {
            while (_produced != start)
            {
                Pop(--_produced);
            }

            return false;
        }

        _entries[(_produced - 1) % _entries.Length].Owner = packet;
        for (int i = start; i < _produced; i++)
        {
            ref readonly Entry entry = ref _entries[i % _entries.Length];
            ring.Post(i % _entries.Length, entry.Address, entry.Buffer.Length);
        }

        ring.Doorbell();
        return true;
    }

    public void Reap()
    {
        while (_consumed != _produced && ring.IsDone(_consumed % _entries.Length))
        {
            Pop(_consumed++)?.Free();
        }
    }

    public void Close()
    {
        ring.Stop();
        for (; _consumed != _produced; _consumed++)
        {
            Pop(_consumed)?.Free();
        }
    }

    private void Push(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, DriverToDevice);
        _entries[_produced++ % _entries.Length] = new Entry { Address = address, Buffer = buffer };
    }

    private Packet? Pop(int position)
    {
        ref Entry entry = ref _entries[position % _entries.Length];
        THal.Unshare(entry.Address, entry.Buffer, DriverToDevice);
        Packet? owner = entry.Owner;
        entry = default;
        return owner;
    }
}
