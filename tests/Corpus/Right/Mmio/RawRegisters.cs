using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Registers through the raw pointer of the HAL, for a device whose layout is a struct. Every access is volatile and lies in the range
// that was mapped; the rings behind it are DMA memory.
public sealed unsafe class RawController<THal> : IDisposable
    where THal : struct, IHal
{
    private const nuint RegisterBytes = 0x100;
    private const int Control = 0x00;
    private const int Status = 0x04;
    private const int RingLow = 0x20;
    private const int RingHigh = 0x24;

    private readonly byte* _registers;
    private readonly Dma<THal> _ring;

    public RawController(PhysAddr bar)
    {
        _registers = THal.MmioPhysToVirt(bar, RegisterBytes);
        _ring = new Dma<THal>(1, BufferDirection.Both);
        Write(RingHigh, (uint)(_ring.Paddr.Value >> 32));
        Write(RingLow, unchecked((uint)_ring.Paddr.Value));
    }

    public bool Enable(int milliseconds)
    {
        Write(Control, Read(Control) | 1);
        var deadline = Deadline.In(milliseconds);
        while ((Read(Status) & 1) == 0)
        {
            if (deadline.Expired)
            {
                Write(Control, 0);
                return false;
            }

            Thread.Sleep(0);
        }

        return true;
    }

    public Span<byte> RingMemory => _ring.AsSpan();

    public void Dispose()
    {
        Write(Control, 0);
        while ((Read(Status) & 1) != 0)
        {
            Thread.Sleep(0);
        }

        _ring.Dispose();
    }

    private uint Read(int register) => Volatile.Read(ref *(uint*)(_registers + register));

    private void Write(int register, uint value) => Volatile.Write(ref *(uint*)(_registers + register), value);
}
