using System;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Commands go out by one ring and come back by another; both lie in one page.</summary>
public sealed unsafe class CodecRings<THal>(MmioRegion registers) : IDisposable
    where THal : struct, IHal
{
    private const nuint ResponseOffset = 2048;
    private readonly Dma<THal> _rings = new(1, Both);
    private ushort _readPointer;

    public void Start()
    {
        PhysAddr corb = _rings.Paddr;
        PhysAddr rirb = _rings.PaddrAt(ResponseOffset);
        registers.Write32(0x40, (uint)corb.Value);
        registers.Write32(0x44, (uint)(corb.Value >> 32));
        registers.Write32(0x50, (uint)rirb.Value);
        registers.Write32(0x54, (uint)(rirb.Value >> 32));
        registers.Write8(0x4C, 2);
        registers.Write8(0x5C, 2);
    }

    public void Send(uint verb)
    {
        ushort wp = (ushort)((registers.Read16(0x48) + 1) & 0xFF);
        _rings.Pointer<uint>(0)[wp] = verb;
        registers.Write16(0x48, wp);
    }

    public bool TryReceive(out uint response)
    {
        ushort wp = (ushort)(registers.Read16(0x58) & 0xFF);
        response = 0;
        if (wp == _readPointer)
        {
            return false;
        }

        _readPointer = (ushort)((_readPointer + 1) & 0xFF);
        ulong* rirb = _rings.Pointer<ulong>(ResponseOffset);
        response = (uint)Volatile.Read(ref rirb[_readPointer]);
        return true;
    }

    public void Dispose()
    {
        registers.Write8(0x4C, 0);
        registers.Write8(0x5C, 0);
        _rings.Dispose();
    }
}
