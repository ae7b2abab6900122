using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Descriptors are walked by pointers with a wrap at the end; the cookie beside them is found by the difference.</summary>
public sealed unsafe class PointerRing<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Count = HalConstants.PageSize / 16;
    private const ushort Done = 0x8000;

    private readonly Dma<THal> _memory = new(1, Both);
    private readonly Descriptor* _base;
    private readonly Descriptor* _end;
    private readonly (ulong Address, DmaBuffer Bytes)[] _cookies = new (ulong, DmaBuffer)[Count];
    private readonly Device _device;
    private Descriptor* _next;
    private Descriptor* _dirty;
    private int _used;

    public PointerRing(Device device)
    {
        _device = device;
        _base = _memory.Pointer<Descriptor>(0);
        _end = _base + Count;
        _next = _dirty = _base;
        device.Program(_memory.Paddr, Count);
    }

    private Descriptor* Advance(Descriptor* d) => ++d == _end ? _base : d;

    public bool Queue(DmaBuffer bytes)
    {
        if (_used == Count)
        {
            return false;
        }

        ulong address = THal.Share(bytes, DeviceToDriver).Value;
        _cookies[_next - _base] = (address, bytes);
        _next->Address = address;
        _next->Length = (uint)bytes.Length;
        Volatile.Write(ref _next->Flags, (ushort)1);
        _next = Advance(_next);
        _used++;
        _device.Kick();
        return true;
    }

    public bool TryComplete(out DmaBuffer bytes)
    {
        bytes = default;
        if (_used == 0 || (Volatile.Read(ref _dirty->Flags) & Done) == 0)
        {
            return false;
        }

        bytes = Retire();
        return true;
    }

    private DmaBuffer Retire()
    {
        ref (ulong Address, DmaBuffer Bytes) cookie = ref _cookies[_dirty - _base];
        DmaBuffer bytes = cookie.Bytes;
        THal.Unshare(new PhysAddr(cookie.Address), bytes, DeviceToDriver);
        cookie = default;
        *_dirty = default;
        _dirty = Advance(_dirty);
        _used--;
        return bytes;
    }

    public void Dispose()
    {
        _device.Reset();
        while (_used > 0)
        {
            Retire();
        }

        _memory.Dispose();
    }
}
