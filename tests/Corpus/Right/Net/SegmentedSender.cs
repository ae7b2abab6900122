using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The segmentation-offload transmit path of a gigabit network driver. Headers lie in coherent memory, each payload is shared until its
// descriptor is done, and Dispose stops the ring first.
internal sealed unsafe class SegmentedSender<THal> : IDisposable
    where THal : struct, IHal
{
    private const int HeaderSlot = 128;

    private readonly Ring _ring;
    private readonly Dma<THal> _headers;
    private readonly Shared<THal>[] _payloads;
    private int _clean;

    public SegmentedSender(Ring ring)
    {
        _ring = ring;
        _payloads = new Shared<THal>[ring.Size];
        _headers = new Dma<THal>(HalConstants.PagesFor((nuint)(ring.Size * HeaderSlot)), DriverToDevice);
    }

    private int Used => (_ring.Head - _clean + _ring.Size) % _ring.Size;

    public bool Send(ReadOnlySpan<byte> header, DmaBuffer payload)
    {
        if (header.Length is 0 or > HeaderSlot)
        {
            throw new ArgumentException("The header does not fit its slot.", nameof(header));
        }

        if (Used + 2 >= _ring.Size)
        {
            return false;
        }

        int first = _ring.Head;
        int second = (first + 1) % _ring.Size;
        var slot = (nuint)(first * HeaderSlot);
        header.CopyTo(_headers.Slice(slot, header.Length).AsSpan());
        _payloads[second] = new Shared<THal>(payload, DriverToDevice);
        _ring.Post(first, _headers.PaddrAt(slot), header.Length);
        _ring.Post(second, _payloads[second].Paddr, payload.Length);
        _ring.Head = (second + 1) % _ring.Size;
        _ring.Doorbell();
        return true;
    }

    public int Clean()
    {
        int cleaned = 0;
        while (_clean != _ring.Head && _ring.IsDone(_clean))
        {
            _payloads[_clean].Unshare();
            _payloads[_clean] = default;
            _clean = (_clean + 1) % _ring.Size;
            cleaned++;
        }

        return cleaned;
    }

    public void Dispose()
    {
        _ring.Stop();
        for (int i = 0; i < _payloads.Length; i++)
        {
            _payloads[i].Unshare();
            _payloads[i] = default;
        }

        _headers.Dispose();
    }
}
