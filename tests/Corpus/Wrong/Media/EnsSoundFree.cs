using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (sound): memory of DmaAlloc is unshared in place of being deallocated.
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
        THal.Unshare(samples.Paddr, new DmaBuffer(samples.Vaddr, HalConstants.PageSize), DriverToDevice); //! HAL1012
        return true;
    }
}
