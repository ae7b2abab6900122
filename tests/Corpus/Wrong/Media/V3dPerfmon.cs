using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (v3d): the copy follows the deallocation.
internal sealed unsafe class CounterRead<THal>(Device gpu)
    where THal : struct, IHal
{
    private const int Counters = 32;

    public int Read(Span<ulong> into)
    {
        var (address, values) = THal.DmaAlloc(1, DeviceToDriver);
        if (address == default)
        {
            return -12;
        }

        gpu.Program(address, Counters * sizeof(ulong));
        bool done = gpu.Wait(10);
        gpu.Reset();
        if (THal.DmaDealloc(address, values, 1) != 0)
        {
            return -5;
        }

        for (int i = 0; done && i < Math.Min(into.Length, Counters); i++)
        {
            into[i] = ((ulong*)values)[i]; //! HAL2008
        }

        return done ? 0 : -110;
    }
}
