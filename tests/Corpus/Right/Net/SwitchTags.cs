using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux DSA taggers: a four-byte tag goes in front of each frame, from a slot of its own. Tags live in DMA memory by slot, the
// frame's share is kept under the same slot and ended with it.
public sealed unsafe class TaggedTransmit<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Slots = 64;
    private const int TagBytes = 4;

    private readonly Ring _ring;
    private readonly Dma<THal> _tags = new(1, BufferDirection.DriverToDevice);
    private readonly (PhysAddr Address, DmaBuffer Frame)[] _inFlight = new (PhysAddr, DmaBuffer)[Slots];
    private int _head;
    private int _tail;

    public TaggedTransmit(Ring ring) => _ring = ring;

    public bool Send(int port, DmaBuffer frame)
    {
        int next = (_head + 1) % Slots;
        if (next == _tail)
        {
            return false;
        }

        byte* tag = _tags.Vaddr(_head * TagBytes);
        tag[0] = 0xC0;
        tag[1] = 0;
        tag[2] = (byte)port;
        tag[3] = 0;
        PhysAddr address = THal.Share(frame, BufferDirection.DriverToDevice);
        _inFlight[_head] = (address, frame);
        _ring.Post(_head * 2, _tags.PaddrAt((nuint)(_head * TagBytes)), TagBytes);
        _ring.Post((_head * 2) + 1, address, frame.Length);
        _head = next;
        _ring.Doorbell();
        return true;
    }

    public int Clean()
    {
        int cleaned = 0;
        while (_tail != _head && _ring.IsDone((_tail * 2) + 1))
        {
            var (address, frame) = _inFlight[_tail];
            _inFlight[_tail] = default;
            THal.Unshare(address, frame, BufferDirection.DriverToDevice);
            _tail = (_tail + 1) % Slots;
            cleaned++;
        }

        return cleaned;
    }

    public void Dispose()
    {
        _ring.Stop();
        for (; _tail != _head; _tail = (_tail + 1) % Slots)
        {
            THal.Unshare(_inFlight[_tail].Address, _inFlight[_tail].Frame, BufferDirection.DriverToDevice);
        }

        _tags.Dispose();
    }
}
