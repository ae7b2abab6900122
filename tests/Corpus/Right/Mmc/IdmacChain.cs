using System;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Chained descriptors of an internal DMA controller, which are given to it backwards, the first one last.</summary>
public sealed unsafe class InternalDmac<THal> : IDisposable
    where THal : struct, IHal
{
    private const uint Own = 1u << 31;
    private const uint First = 1u << 3;
    private const uint Last = 1u << 2;
    private const int ChunkLimit = 0x1000;

    private struct Idmac
    {
        public uint Control;
        public uint Size;
        public uint Buffer;
        public uint Next;
    }

    private readonly Dma<THal> _ring = new(1, Both);
    private readonly MmioRegion _registers;

    public InternalDmac(MmioRegion registers)
    {
        _registers = registers;
        Idmac* d = _ring.Pointer<Idmac>(0);
        int count = HalConstants.PageSize / sizeof(Idmac);
        for (int i = 0; i < count; i++)
        {
            d[i].Next = (uint)_ring.PaddrAt((nuint)((i + 1) % count * sizeof(Idmac))).Value;
        }
    }

    public bool Read(DmaBuffer into)
    {
        int count = (into.Length + ChunkLimit - 1) / ChunkLimit;
        if (count > HalConstants.PageSize / sizeof(Idmac))
        {
            return false;
        }

        using var shared = new SharedScope<THal>(into, DeviceToDriver);
        Idmac* d = _ring.Pointer<Idmac>(0);
        for (int i = count - 1; i >= 0; i--)
        {
            int at = i * ChunkLimit;
            d[i].Size = (uint)Math.Min(ChunkLimit, into.Length - at);
            d[i].Buffer = (uint)(shared.Paddr.Value + (ulong)at);
            uint control = Own;
            control |= i == 0 ? First : 0;
            control |= i == count - 1 ? Last : 0;
            Volatile.Write(ref d[i].Control, control);
        }

        _registers.Write32(0x88, (uint)_ring.Paddr.Value);
        _registers.Write32(0x84, 1);
        for (int spins = 0; spins < 1_000_000; spins++)
        {
            if ((Volatile.Read(ref d[count - 1].Control) & Own) == 0)
            {
                return true;
            }
        }

        _registers.Write32(0x80, 1);
        while ((_registers.Read32(0x80) & 1) != 0)
        {
        }

        return false;
    }

    public void Dispose()
    {
        _registers.Write32(0x80, 0);
        _ring.Dispose();
    }
}
