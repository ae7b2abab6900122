using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The transmit queue: headers in DMA memory, one for each slot; the packet itself is shared.</summary>
public sealed unsafe class VirtioNetTransmit<THal> : IDisposable
    where THal : struct, IHal
{
    private const int HeaderSize = 12;
    private const int Slots = 128;

    private readonly Ring _ring;
    private readonly Dma<THal> _headers = new(HalConstants.PagesFor(Slots * 16), DriverToDevice);
    private readonly Shared<THal>[] _packets = new Shared<THal>[Slots];
    private uint _next;
    private uint _reaped;

    public VirtioNetTransmit(Ring ring) => _ring = ring;

    public bool TrySend(Packet packet)
    {
        if (_next - _reaped >= Slots)
        {
            Reap();
            if (_next - _reaped >= Slots)
            {
                return false;
            }
        }

        int slot = (int)(_next % Slots);
        byte* header = _headers.Vaddr(slot * 16);
        new Span<byte>(header, HeaderSize).Clear();

        var shared = new Shared<THal>(packet.Buffer, DriverToDevice);
        _packets[slot] = shared;
        _ring.Post(slot * 2, _headers.PaddrAt((nuint)slot * 16), HeaderSize);
        _ring.Post((slot * 2) + 1, shared.Paddr, shared.Buffer.Length);
        _next++;
        _ring.Doorbell();
        return true;
    }

    public void Reap()
    {
        while (_reaped != _next && _ring.IsDone((int)(_reaped % Slots) * 2))
        {
            ref Shared<THal> packet = ref _packets[_reaped % Slots];
            packet.Unshare();
            packet = default;
            _reaped++;
        }
    }

    public void Dispose()
    {
        _ring.Stop();
        for (; _reaped != _next; _reaped++)
        {
            _packets[_reaped % Slots].Unshare();
        }

        _headers.Dispose();
    }
}
