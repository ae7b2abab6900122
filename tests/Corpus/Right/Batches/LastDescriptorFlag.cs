using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A message is cut into descriptors; the last one carries the interrupt flag and completes all. The completion of the last walks back
// over the whole message by its own count.
public sealed class MessageRing<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly Shared<THal>[] _slots;
    private readonly Queue<int> _messages = new();
    private int _next;
    private int _oldest;
    private int _used;

    public MessageRing(Ring ring)
    {
        _ring = ring;
        _slots = new Shared<THal>[ring.Size];
    }

    public bool Send(DmaBuffer message, int pieceBytes)
    {
        int pieces = (message.Length + pieceBytes - 1) / pieceBytes;
        if (pieces > _slots.Length - _used)
        {
            return false;
        }

        for (int i = 0; i < pieces; i++)
        {
            int offset = i * pieceBytes;
            DmaBuffer piece = message.Slice(offset, Math.Min(pieceBytes, message.Length - offset));
            try
            {
                _slots[(_next + i) % _slots.Length] = new Shared<THal>(piece, DriverToDevice);
            }
            catch (DmaException)
            {
                for (int j = 0; j < i; j++)
                {
                    End((_next + j) % _slots.Length);
                }

                return false;
            }
        }

        for (int i = 0; i < pieces; i++)
        {
            int slot = (_next + i) % _slots.Length;
            _ring.Post(slot, _slots[slot].Paddr, _slots[slot].Buffer.Length);
        }

        _next = (_next + pieces) % _slots.Length;
        _used += pieces;
        _messages.Enqueue(pieces);
        _ring.Doorbell();
        return true;
    }

    public void Clean()
    {
        while (_messages.TryPeek(out int pieces) && _ring.IsDone((_oldest + pieces - 1) % _slots.Length))
        {
            _messages.Dequeue();
            for (int i = 0; i < pieces; i++)
            {
                End((_oldest + i) % _slots.Length);
            }

            _oldest = (_oldest + pieces) % _slots.Length;
            _used -= pieces;
        }
    }

    private void End(int slot)
    {
        _slots[slot].Unshare();
        _slots[slot] = default;
    }
}
