using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A frame with its header: one descriptor if the headroom allows, otherwise two.</summary>
public sealed unsafe class HeaderTransmit<THal>(Queue queue, Dma<THal> headers)
    where THal : struct, IHal
{
    private const int HeaderBytes = 12;
    private readonly Dictionary<ulong, (Packet Packet, DmaBuffer Bytes, int Slot)> _pending = [];
    private readonly Stack<int> _slots = new(NewSlots());

    private static IEnumerable<int> NewSlots()
    {
        for (int i = 0; i < 64; i++)
        {
            yield return i;
        }
    }

    public bool Send(Packet packet)
    {
        if (queue.Free < 2)
        {
            return false;
        }

        bool push = packet.Headroom >= HeaderBytes;
        DmaBuffer bytes = push ? new DmaBuffer(packet.Data - HeaderBytes, packet.Length + HeaderBytes) : packet.Buffer;
        if (push)
        {
            bytes.AsSpan()[..HeaderBytes].Clear();
        }

        int slot = -1;
        PhysAddr address = THal.Share(bytes, DriverToDevice);
        if (!push)
        {
            if (!_slots.TryPop(out slot))
            {
                THal.Unshare(address, bytes, DriverToDevice);
                return false;
            }

            nuint offset = (nuint)(slot * HeaderBytes);
            headers.AsSpan().Slice(slot * HeaderBytes, HeaderBytes).Clear();
            queue.Add(headers.PaddrAt(offset), headers.Slice(offset, HeaderBytes));
        }

        _pending.Add(address.Value, (packet, bytes, slot));
        queue.Add(address, bytes);
        return true;
    }

    public void FreeOld()
    {
        while (queue.TryPop(out PhysAddr address, out _))
        {
            if (!_pending.Remove(address.Value, out var sent))
            {
                continue; // a header on its own
            }

            THal.Unshare(address, sent.Bytes, DriverToDevice);
            if (sent.Slot >= 0)
            {
                _slots.Push(sent.Slot);
            }

            sent.Packet.Free();
        }
    }
}
