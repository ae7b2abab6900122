using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// TCP segmentation in software: a header slot in DMA memory and a share of payload for each segment. The header slots need no share;
// when a segment does not fit, the segments before it stay queued and only its own share ends.
public sealed unsafe class SegmentHeaders<THal> : IDisposable
    where THal : struct, IHal
{
    private const int HeaderBytes = 128;

    private readonly Ring _ring;
    private readonly Dma<THal> _headers;
    private readonly Dictionary<int, Shared<THal>> _payloads = new();

    public SegmentHeaders(Ring ring, Device port)
    {
        _ring = ring;
        _headers = new Dma<THal>(HalConstants.PagesFor((nuint)(ring.Size * HeaderBytes)), DriverToDevice);

        // The port takes the header of a descriptor from the slot of the same number.
        port.Program(_headers.Paddr, (int)_headers.Length);
    }

    public int Send(ReadOnlySpan<byte> header, DmaBuffer payload, int segmentBytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(header.Length, HeaderBytes);
        int sent = 0;
        while (sent < payload.Length)
        {
            DmaBuffer part = payload.Slice(sent, Math.Min(segmentBytes, payload.Length - sent));
            var share = new Shared<THal>(part, DriverToDevice);
            if (!_ring.TryPost(share.Paddr, part.Length, out int index))
            {
                share.Unshare();
                break;
            }

            nuint at = (nuint)(index * HeaderBytes);
            header.CopyTo(new Span<byte>(_headers.Vaddr(at), HeaderBytes));
            *_headers.Pointer<uint>(at + 4) += (uint)sent;
            _payloads.Add(index, share);
            sent += part.Length;
        }

        if (sent > 0)
        {
            _ring.Doorbell();
        }

        return sent;
    }

    public void Reap()
    {
        while (_ring.TryTake(out int index, out _))
        {
            if (_payloads.Remove(index, out Shared<THal> share))
            {
                share.Unshare();
            }
        }
    }

    public void Dispose()
    {
        _ring.Stop();
        foreach (Shared<THal> share in _payloads.Values)
        {
            share.Unshare();
        }

        _payloads.Clear();
        _headers.Dispose();
    }
}
