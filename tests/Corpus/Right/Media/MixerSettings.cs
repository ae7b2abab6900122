using System;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The mixer of an audio processor, whose settings lie in a block that both sides touch. Coherent memory, a sequence word written with
// release after the values, and a reset before the block is freed.
internal sealed unsafe class MixerSettings<THal> : IDisposable
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Block
    {
        public uint Sequence;
        public uint Mute;
        public fixed short Volume[16];
        public uint Acknowledged;
    }

    private readonly Device _processor;
    private readonly Dma<THal> _memory;
    private readonly Block* _block;
    private uint _sequence;

    public MixerSettings(Device processor)
    {
        _processor = processor;
        _memory = new Dma<THal>(1, Both);
        _block = _memory.Pointer<Block>(0);
        _processor.Program(_memory.Paddr, sizeof(Block));
    }

    public bool IsCurrent => Volatile.Read(ref _block->Acknowledged) == _sequence;

    public void SetVolume(int channel, short value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)channel, 16u);
        _block->Volume[channel] = value;
        Publish();
    }

    public void SetMute(bool mute)
    {
        _block->Mute = mute ? 1u : 0u;
        Publish();
    }

    public void Dispose()
    {
        _processor.Reset();
        _memory.Dispose();
    }

    private void Publish()
    {
        Volatile.Write(ref _block->Sequence, ++_sequence);
        _processor.Kick();
    }
}
