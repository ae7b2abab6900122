using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Transmit ring of a gigabit port: one packet becomes as many descriptors as its pieces need.</summary>
public sealed unsafe class GigabitTransmit<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int MaxPerDescriptor = 1 << 12;

    private struct BufferInfo
    {
        public PhysAddr Dma;
        public DmaBuffer Data;
        public int NextToWatch;
    }

    private readonly BufferInfo[] _info = new BufferInfo[256];
    private int _nextToUse;
    private int _nextToClean;

    private int Unused => (_nextToClean > _nextToUse ? 0 : _info.Length) + _nextToClean - _nextToUse - 1;

    public bool Transmit(Packet packet)
    {
        int needed = (packet.Length + MaxPerDescriptor - 1) / MaxPerDescriptor;
        if (packet.Length == 0 || Unused < needed)
        {
            return false;
        }

        int count = Map(packet);
        if (count == 0)
        {
            return false;
        }

        for (int n = 0, i = _nextToUse; n < count; n++, i = (i + 1) % _info.Length)
        {
            ring.Post(i, _info[i].Dma, _info[i].Data.Length);
        }

        _nextToUse = (_nextToUse + count) % _info.Length;
        ring.Doorbell();
        return true;
    }

    private int Map(Packet packet)
    {
        int first = _nextToUse;
        int i = first;
        int offset = 0;
        int count = 0;
        while (offset < packet.Length)
        {
            int size = Math.Min(packet.Length - offset, MaxPerDescriptor);
            ref BufferInfo info = ref _info[i];
            info.Data = packet.Buffer.Slice(offset, size);
            try
            {
                info.Dma = THal.Share(info.Data, DriverToDevice);
            }
            catch (DmaException)
            {
                goto DmaError;
            }

            offset += size;
            count++;
            _info[first].NextToWatch = i;
            i = (i + 1) % _info.Length;
        }

        return count;

    DmaError:
        while (count-- > 0)
        {
            i = i == 0 ? _info.Length - 1 : i - 1;
            Release(ref _info[i]);
        }

        return 0;
    }

    public void Clean()
    {
        while (_nextToClean != _nextToUse)
        {
            int last = _info[_nextToClean].NextToWatch;
            if (!ring.IsDone(last))
            {
                break;
            }

            bool done;
            do
            {
                done = _nextToClean == last;
                Release(ref _info[_nextToClean]);
                _nextToClean = (_nextToClean + 1) % _info.Length;
            }
            while (!done);
        }
    }

    private static void Release(ref BufferInfo info)
    {
        if (info.Dma != default)
        {
            THal.Unshare(info.Dma, info.Data, DriverToDevice);
            info.Dma = default;
        }
    }
}
