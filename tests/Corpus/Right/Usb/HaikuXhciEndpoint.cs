using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Haiku (xhci): the constructor gives the ring back before it throws.
public sealed unsafe class XhciEndpoint<THal> : IDisposable
    where THal : struct, IHal
{
    private const int LinkType = 6;
    private const int EntrySize = 16;

    private readonly Device _slot;
    private readonly Dma<THal> _ring;
    private int _enqueue;

    public XhciEndpoint(Device slot, int number)
    {
        _slot = slot;
        _ring = new Dma<THal>(1, Both);
        nuint last = _ring.Length - EntrySize;
        *_ring.Pointer<ulong>(last) = _ring.Paddr.Value;
        *_ring.Pointer<uint>(last + 12) = LinkType << 10;
        slot.WriteRegister(number, _ring.Paddr.Value);
        if (slot.Status != 0)
        {
            Log.Info("xhci: configure endpoint failed");
            slot.Reset();
            _ring.Dispose();
            throw new DeviceException("The endpoint was not configured.");
        }
    }

    public void Enqueue(PhysAddr data, int length)
    {
        nuint entry = (nuint)(_enqueue * EntrySize);
        *_ring.Pointer<ulong>(entry) = data.Value;
        *_ring.Pointer<uint>(entry + 8) = (uint)length;
        _enqueue = (_enqueue + 1) % ((HalConstants.PageSize / EntrySize) - 1);
        _slot.Kick();
    }

    public void Dispose()
    {
        _slot.Reset();
        _ring.Dispose();
    }
}
