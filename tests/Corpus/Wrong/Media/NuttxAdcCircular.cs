using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NuttX (stm32 adc): the first half is unshared of a buffer that was shared as a whole.
internal sealed class AdcSampler<THal>(Device adc)
    where THal : struct, IHal
{
    public int Sample(DmaBuffer samples, Action<ReadOnlyMemory<byte>> consumer)
    {
        int half = samples.Length / 2;
        if (half == 0)
        {
            return 0;
        }

        PhysAddr circular = THal.Share(samples, DeviceToDriver);
        adc.Program(circular, samples.Length);
        bool filled = adc.Wait(200);
        adc.Reset();
        THal.Unshare(circular, samples.Slice(0, half), DeviceToDriver); //! HAL1006
        if (filled)
        {
            consumer(samples.AsReadOnlySpan()[..half].ToArray());
        }

        return filled ? half : -110;
    }
}
