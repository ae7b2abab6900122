using System;
using System.Runtime.InteropServices;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Transmit mailboxes of a CAN controller in one page of DMA memory; a bit mask says which are free.</summary>
public sealed unsafe class CanMailboxes<THal>(MmioRegion registers) : IDisposable
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Frame
    {
        public uint Identifier;
        public byte Length;
        public byte Flags;
        public ushort Reserved;
        public fixed byte Data[8];
    }

    private const int Count = 32;
    private readonly Dma<THal> _frames = new(1, DriverToDevice);
    private readonly Lock _gate = new();
    private uint _used;

    public bool TrySend(uint identifier, ReadOnlySpan<byte> data)
    {
        if (data.Length > 8)
        {
            throw new ArgumentOutOfRangeException(nameof(data));
        }

        lock (_gate)
        {
            _used &= registers.Read32(0x10);
            if (_used == uint.MaxValue)
            {
                return false;
            }

            int index = System.Numerics.BitOperations.TrailingZeroCount(~_used);
            Frame* frame = _frames.Pointer<Frame>((nuint)(index * sizeof(Frame)));
            frame->Identifier = identifier;
            frame->Length = (byte)data.Length;
            frame->Flags = 0;
            for (int i = 0; i < data.Length; i++)
            {
                frame->Data[i] = data[i];
            }

            _used |= 1u << index;
            registers.Write64(0x18, _frames.PaddrAt((nuint)(index * sizeof(Frame))).Value);
            registers.Write32(0x20, 1u << index);
            return true;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            registers.Write32(0x00, 1);
            while ((registers.Read32(0x04) & 1) == 0)
            {
                Thread.SpinWait(Count);
            }

            _frames.Dispose();
        }
    }
}
