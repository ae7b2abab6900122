using System;
using Hal;

namespace Drivers;

/// <summary>Four transmit slots with fixed DMA memory: frames are copied in, so there is nothing to map.</summary>
public sealed unsafe class RealtekTransmit<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Slots = 4;
    private const int SlotBytes = 1536;

    private readonly Dma<THal> _memory = new(HalConstants.PagesFor(Slots * SlotBytes), BufferDirection.DriverToDevice);
    private readonly MmioRegion _registers;
    private uint _current;
    private uint _dirty;

    public RealtekTransmit(MmioRegion registers)
    {
        _registers = registers;
        for (uint i = 0; i < Slots; i++)
        {
            _registers.Write32(0x20 + i * 4, (uint)_memory.PaddrAt(i * SlotBytes).Value);
        }
    }

    public bool Send(ReadOnlySpan<byte> frame)
    {
        if (frame.Length > SlotBytes || _current - _dirty == Slots)
        {
            return false;
        }

        uint entry = _current % Slots;
        DmaBuffer slot = _memory.Slice(entry * SlotBytes, SlotBytes);
        frame.CopyTo(slot.AsSpan());
        int length = frame.Length;
        if (length < 60)
        {
            slot.AsSpan().Slice(length, 60 - length).Clear();
            length = 60;
        }

        _registers.Write32(0x10 + entry * 4, (uint)length);
        _current++;
        return true;
    }

    public int Reap()
    {
        int reaped = 0;
        while (_dirty != _current)
        {
            uint status = _registers.Read32(0x10 + _dirty % Slots * 4);
            if ((status & (1u << 15)) == 0)
            {
                break;
            }

            _dirty++;
            reaped++;
        }

        return reaped;
    }

    public void Dispose()
    {
        _registers.Write8(0x37, 0);
        _memory.Dispose();
    }
}
