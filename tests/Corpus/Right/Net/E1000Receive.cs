using System;
using System.Runtime.InteropServices;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The receive ring of an Intel network card, with its head and tail.</summary>
public sealed unsafe class E1000Receive<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Count = 256;
    private const int Mask = Count - 1;
    private const int Size = 2048;
    private const byte Done = 1;
    private const nuint Tail = 0x2818;

    [StructLayout(LayoutKind.Sequential)]
    private struct RxDescriptor
    {
        public ulong Address;
        public ushort Length;
        public ushort Checksum;
        public byte Status;
        public byte Errors;
        public ushort Special;
    }

    private readonly MmioRegion _bar;
    private readonly Dma<THal> _ring;
    private readonly Dma<THal>[] _buffers = new Dma<THal>[Count / 2];
    private int _clean;

    public E1000Receive(MmioRegion bar)
    {
        _bar = bar;
        _ring = new Dma<THal>(HalConstants.PagesFor((nuint)(Count * sizeof(RxDescriptor))), Both);
        RxDescriptor* ring = _ring.Pointer<RxDescriptor>(0);
        try
        {
            for (int i = 0; i < _buffers.Length; i++)
            {
                _buffers[i] = new Dma<THal>(1, DeviceToDriver);
                ring[2 * i].Address = _buffers[i].Paddr.Value;
                ring[(2 * i) + 1].Address = _buffers[i].PaddrAt(Size).Value;
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        bar.Write64(0x2800, _ring.Paddr.Value);
        bar.Write32(0x2808, (uint)_ring.Length);
        bar.Write32(Tail, Mask);
    }

    public int Poll(Span<byte> frame)
    {
        RxDescriptor* descriptor = _ring.Pointer<RxDescriptor>((nuint)(_clean * sizeof(RxDescriptor)));
        if ((Volatile.Read(ref descriptor->Status) & Done) == 0)
        {
            return 0;
        }

        int length = Math.Min((int)descriptor->Length, Math.Min(frame.Length, Size));
        byte* data = _buffers[_clean / 2].Vaddr((_clean & 1) * Size);
        new ReadOnlySpan<byte>(data, length).CopyTo(frame);
        descriptor->Status = 0;
        _bar.Write32(Tail, (uint)_clean);
        _clean = (_clean + 1) & Mask;
        return length;
    }

    public void Dispose()
    {
        _bar.Write32(0x0100, 0);
        foreach (Dma<THal>? buffer in _buffers)
        {
            buffer?.Dispose();
        }

        _ring.Dispose();
    }
}
