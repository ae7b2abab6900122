using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NuttX (stm32 adc): the buffer is unshared as a whole, as it was shared.
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
        THal.Unshare(circular, samples, DeviceToDriver);
        if (filled)
        {
            consumer(samples.AsReadOnlySpan()[..half].ToArray());
        }

        return filled ? half : -110;
    }
}
