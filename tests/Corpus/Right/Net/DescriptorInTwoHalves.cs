using System;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Descriptors with the address in two halves; the driver gets it back from its own table and never from the descriptor.</summary>
public sealed unsafe class DwmacTransmit<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Count = 64;
    private const uint Own = 1u << 31;

    private struct TxDesc
    {
        public uint Low;
        public uint High;
        public uint Length;
        public uint Status;
    }

    private readonly Dma<THal> _descriptors = new(HalConstants.PagesFor((nuint)(Count * sizeof(TxDesc))), Both);
    private readonly ulong[] _dma = new ulong[Count];
    private readonly DmaBuffer[] _data = new DmaBuffer[Count];
    private readonly MmioRegion _registers;
    private int _current;
    private int _dirty;

    public DwmacTransmit(MmioRegion registers)
    {
        _registers = registers;
        _registers.Write32(0x1114, (uint)_descriptors.Paddr.Value);
        _registers.Write32(0x1110, (uint)(_descriptors.Paddr.Value >> 32));
    }

    private TxDesc* At(int index) => _descriptors.Pointer<TxDesc>((nuint)(index * sizeof(TxDesc)));

    public bool Transmit(DmaBuffer frame)
    {
        if (_current - _dirty >= Count)
        {
            return false;
        }

        int entry = _current % Count;
        ulong dma = THal.Share(frame, DriverToDevice).Value;
        _dma[entry] = dma;
        _data[entry] = frame;
        TxDesc* desc = At(entry);
        desc->Low = (uint)dma;
        desc->High = (uint)(dma >> 32);
        desc->Length = (uint)frame.Length & 0x3FFF;
        Volatile.Write(ref desc->Status, Own | (1u << 29) | (1u << 28));
        _current++;
        _registers.Write32(0x1120, (uint)_descriptors.PaddrAt((nuint)(entry * sizeof(TxDesc))).Value);
        return true;
    }

    public void Clean()
    {
        for (; _dirty != _current; _dirty++)
        {
            int entry = _dirty % Count;
            if ((Volatile.Read(ref At(entry)->Status) & Own) != 0)
            {
                break;
            }

            THal.Unshare(new PhysAddr(_dma[entry]), _data[entry], DriverToDevice);
            _dma[entry] = 0;
            _data[entry] = default;
        }
    }

    public void Dispose()
    {
        _registers.Write32(0x1104, 0);
        for (int entry = 0; entry < Count; entry++)
        {
            if (_dma[entry] == 0)
            {
                continue;
            }

            THal.Unshare(new PhysAddr(_dma[entry]), _data[entry], DriverToDevice);
            _dma[entry] = 0;
        }

        _descriptors.Dispose();
    }
}
