using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (sound): memory of DmaAlloc is given back by DmaDealloc.
internal sealed unsafe class PlaybackBuffer<THal>(Device codec)
    where THal : struct, IHal
{
    public bool Beep(byte level)
    {
        DmaAllocation samples = THal.DmaAlloc(1, DriverToDevice);
        if (samples.Paddr == default)
        {
            return false;
        }

        new Span<byte>(samples.Vaddr, 512).Fill(level);
        codec.Program(samples.Paddr, 512);
        codec.Kick();
        codec.Wait(20);
        codec.Reset();
        return THal.DmaDealloc(samples.Paddr, samples.Vaddr, 1) == 0;
    }
}
