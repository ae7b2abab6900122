using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Each packet is two ring entries: even ones are headers of a fixed area, odd ones are mapped payloads.</summary>
public sealed class HeaderPayloadRing<THal>(Ring ring) : IDisposable
    where THal : struct, IHal
{
    private const int HeaderBytes = 32;
    private const int Pairs = 64;

    private readonly Dma<THal> _headers = new(HalConstants.PagesFor(Pairs * HeaderBytes), DriverToDevice);
    private readonly Shared<THal>[] _payloads = new Shared<THal>[Pairs];
    private int _put;
    private int _get;

    public bool TrySend(ReadOnlySpan<byte> header, DmaBuffer payload)
    {
        if (_put - _get == Pairs || header.Length > HeaderBytes)
        {
            return false;
        }

        int pair = _put % Pairs;
        Span<byte> slot = _headers.AsSpan().Slice(pair * HeaderBytes, HeaderBytes);
        slot.Clear();
        header.CopyTo(slot);
        _payloads[pair] = new Shared<THal>(payload, DriverToDevice);
        ring.Post(2 * pair, _headers.PaddrAt((nuint)(pair * HeaderBytes)), HeaderBytes);
        ring.Post(2 * pair + 1, _payloads[pair].Paddr, payload.Length);
        _put++;
        ring.Doorbell();
        return true;
    }

    public void Reap()
    {
        while (_get < _put && ring.IsDone(2 * (_get % Pairs) + 1))
        {
            Drop(_get++ % Pairs);
        }
    }

    private void Drop(int pair)
    {
        _payloads[pair].Unshare();
        _payloads[pair] = default;
    }

    public void Dispose()
    {
        ring.Stop();
        while (_get < _put)
        {
            Drop(_get++ % Pairs);
        }

        _headers.Dispose();
    }
}
