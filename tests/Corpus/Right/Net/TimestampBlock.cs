using System;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A precision-time clock whose hardware stores cross timestamps into memory. The block is device-written DMA memory that the driver only
// reads, in one copy, by the sequence number.
internal readonly record struct CrossTimestamp(ulong Device, ulong System, uint Sequence);

internal sealed unsafe class TimestampBlock<THal> : IDisposable
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Block
    {
        public ulong Device;
        public ulong System;
        public uint Sequence;
        public uint Reserved;
    }

    private readonly Device _clock;
    private readonly Dma<THal> _memory;
    private readonly Block* _block;

    public TimestampBlock(Device clock)
    {
        _clock = clock;
        _memory = new Dma<THal>(HalConstants.PagesFor((nuint)sizeof(Block)), DeviceToDriver);
        _block = _memory.Pointer<Block>(0);
        _clock.Program(_memory.Paddr, sizeof(Block));
    }

    public CrossTimestamp? Sample()
    {
        uint before = Volatile.Read(ref _block->Sequence);
        _clock.Kick();
        Deadline deadline = Deadline.In(10);
        while (Volatile.Read(ref _block->Sequence) == before)
        {
            if (deadline.Expired)
            {
                return null;
            }
        }

        ulong device = Volatile.Read(ref _block->Device);
        ulong system = Volatile.Read(ref _block->System);
        return new CrossTimestamp(device, system, Volatile.Read(ref _block->Sequence));
    }

    public void Dispose()
    {
        _clock.Reset();
        _memory.Dispose();
    }
}
