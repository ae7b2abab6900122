using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A burst of packets into a ring whose software entries are a linked list of indices.</summary>
public sealed class BurstTransmit<THal>
    where THal : struct, IHal
{
    private struct SoftEntry
    {
        public Packet? Segment;
        public PhysAddr Iova;
        public ushort NextId;
        public ushort LastId;
    }

    private readonly SoftEntry[] _soft;
    private readonly Ring _ring;
    private ushort _tail;
    private ushort _lastCleaned;
    private int _free;

    public BurstTransmit(Ring ring, ushort descriptors)
    {
        _ring = ring;
        _soft = new SoftEntry[descriptors];
        for (ushort i = 0; i < descriptors; i++)
        {
            _soft[i].NextId = (ushort)((i + 1) % descriptors);
        }

        _lastCleaned = (ushort)(descriptors - 1);
        _free = descriptors - 1;
    }

    public int Burst(ReadOnlySpan<Packet> packets)
    {
        int sent = 0;
        foreach (Packet packet in packets)
        {
            int segments = 0;
            for (Packet? s = packet; s is not null; s = s.Next)
            {
                segments++;
            }

            if (segments > _free)
            {
                Clean();
                if (segments > _free)
                {
                    break;
                }
            }

            Enqueue(packet, segments);
            sent++;
        }

        if (sent != 0)
        {
            _ring.Doorbell();
        }

        return sent;
    }

    private void Enqueue(Packet packet, int segments)
    {
        ushort id = _tail;
        ushort last = (ushort)((_tail + segments - 1) % _soft.Length);
        for (Packet? s = packet; s is not null; s = s.Next)
        {
            ref SoftEntry entry = ref _soft[id];
            entry.Iova = THal.Share(s.Buffer, DriverToDevice);
            entry.Segment = s;
            entry.LastId = last;
            _ring.Post(id, entry.Iova, s.Length);
            id = entry.NextId;
        }

        _tail = id;
        _free -= segments;
    }

    private void Clean()
    {
        ushort id = _soft[_lastCleaned].NextId;
        while (_soft[id].Segment is not null && _ring.IsDone(_soft[id].LastId))
        {
            ref SoftEntry entry = ref _soft[id];
            THal.Unshare(entry.Iova, entry.Segment!.Buffer, DriverToDevice);
            entry.Segment.Free();
            entry.Segment = null;
            entry.Iova = default;
            _lastCleaned = id;
            id = entry.NextId;
            _free++;
        }
    }

    public void Release()
    {
        _ring.Stop();
        for (int i = 0; i < _soft.Length; i++)
        {
            if (_soft[i].Segment is { } segment)
            {
                THal.Unshare(_soft[i].Iova, segment.Buffer, DriverToDevice);
                segment.Free();
                _soft[i].Segment = null;
            }
        }
    }
}
