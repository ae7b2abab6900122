using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An analog converter whose samples a DMA engine collects for several inputs at once. The helper fills an array of addresses and says
// how many, the caller ends exactly that many.
public sealed class OversampledConverter<THal>(DmaEngine engine, PhysAddr fifo)
    where THal : struct, IHal
{
    public bool Sample(DmaBuffer[] inputs, double[] averages)
    {
        var addresses = new PhysAddr[inputs.Length];
        var cookies = new int[inputs.Length];
        int started = StartAll(inputs, addresses, cookies);
        bool good = started == inputs.Length;
        for (int i = 0; i < started && good; i++)
        {
            good = engine.WaitFor(cookies[i], 50);
        }

        if (!good)
        {
            engine.Terminate();
        }

        for (int i = 0; i < started; i++)
        {
            THal.Unshare(addresses[i], inputs[i], DeviceToDriver);
        }

        for (int i = 0; i < inputs.Length && good; i++)
        {
            averages[i] = Average(inputs[i].AsReadOnlySpan());
        }

        return good;
    }

    /// <returns>How many were shared and started, from the first on.</returns>
    private int StartAll(DmaBuffer[] inputs, PhysAddr[] addresses, int[] cookies)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            try
            {
                addresses[i] = THal.Share(inputs[i], DeviceToDriver);
            }
            catch (DmaException)
            {
                return i;
            }

            cookies[i] = engine.Submit(fifo + (i * 4), addresses[i], inputs[i].Length);
            if (cookies[i] < 0)
            {
                THal.Unshare(addresses[i], inputs[i], DeviceToDriver);
                return i;
            }
        }

        return inputs.Length;
    }

    private static double Average(ReadOnlySpan<byte> samples)
    {
        long sum = 0;
        for (int i = 0; i + 1 < samples.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16LittleEndian(samples[i..]);
        }

        return (double)sum / Math.Max(1, samples.Length / 2);
    }
}
